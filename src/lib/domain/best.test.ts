import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	anyValues,
	OLD_UNITS,
	OLD_VALUES,
	valuesOf
} from '../../../tests/fixtures/small-country.ts';
import { rivalsOf, samplesPerThousand } from './best.ts';
import { buildUnits } from './unit.ts';

/** Four provinces of two communes each. */
const CODES = ['01', '19', '48', '56'];
const UNITS = buildUnits('2025-07', {
	province: { code: CODES, name: CODES, type: CODES, parent: ['', '', '', ''] },
	commune: {
		code: CODES.flatMap((code) => [`${code}000`, `${code}001`]),
		name: CODES.flatMap((code) => [code, code]),
		type: CODES.flatMap(() => ['Xã', 'Xã']),
		parent: CODES.flatMap((code) => [code, code])
	}
});
/** 01 has reached nothing, 19 half, 48 all, 56 half. */
const VALUES = valuesOf(UNITS, {
	'01000': { samples: 0 },
	'01001': { samples: 10 },
	'19000': { samples: 300 },
	'19001': { samples: 1 },
	'48000': { samples: 300 },
	'48001': { samples: 301 },
	'56000': { samples: 299 },
	'56001': { samples: 300 }
});
const REGION = [0, 0, 1, 1];

describe('whom a province is held beside', () => {
	it('is the example, the best of the country and the best of its region, never itself', () => {
		expect(rivalsOf(UNITS, VALUES, '01', REGION)).toEqual({
			example: '19',
			country: '48',
			region: '19'
		});
		expect(rivalsOf(UNITS, VALUES, '48', REGION)).toEqual({ example: '19', region: '56' });
		expect(rivalsOf(UNITS, VALUES, '19', REGION)).toEqual({ country: '48', region: '01' });
	});

	it('has no region where none are told, and nobody where nothing is known', () => {
		expect(rivalsOf(UNITS, VALUES, '56', [])).toEqual({ example: '19', country: '48' });
		expect(rivalsOf(UNITS, {}, '56', REGION)).toEqual({ example: '19' });
	});
});

describe('samples per 1,000 people', () => {
	it('count communes of which both are known, and say how many these are', () => {
		// 00001: 650 samples, 00004: 300 samples.
		const of = (...people: number[]) => samplesPerThousand(OLD_UNITS, OLD_VALUES, people, '01');
		expect(of(13000, 6000)).toEqual({ perThousand: 50, communes: 2, of: 2 });
		expect(of(13000, NaN)).toEqual({ perThousand: 50, communes: 1, of: 2 });
		expect(of(NaN, NaN)).toBeNull();
		expect(of()).toBeNull();
		// 05506 has no data, 05503 has 0 samples.
		const people = [NaN, NaN, 1000, 1000, 1000, 1000];
		const { perThousand, communes } = samplesPerThousand(OLD_UNITS, OLD_VALUES, people, '19')!;
		expect(communes).toBe(3);
		expect(perThousand).toBeCloseTo((299 + 0 + 150) / 3, 10);
	});

	it('are never infinite, whatever is known', () => {
		const people = fc.array(fc.option(fc.nat(10_000), { nil: NaN }), { maxLength: 6 });
		fc.assert(
			fc.property(anyValues(OLD_UNITS), people, (values, population) => {
				const density = samplesPerThousand(OLD_UNITS, values, population, '19');
				if (density) expect(Number.isFinite(density.perThousand)).toBe(true);
			})
		);
	});
});
