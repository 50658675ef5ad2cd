import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NEW_UNITS, OLD_UNITS } from '../../../tests/fixtures/small-country.ts';
import { composeCrosswalks } from './compose-crosswalk.ts';
import { buildCrosswalk, estimate, type Crosswalk, type CrosswalkRow } from './crosswalk.ts';
import { emptyValues, type NetworkValues } from './join.ts';
import { buildUnits, unitsOf, type Units } from './unit.ts';

function crosswalk(from: Units, to: Units, rows: CrosswalkRow[]): Crosswalk {
	const built = buildCrosswalk(from, to, rows);
	if ('fault' in built) throw new Error(JSON.stringify(built.fault));
	return built.crosswalk;
}

/** A list of one province with so many communes. */
function listOf(edition: string, count: number): Units {
	const code = Array.from({ length: count }, (_, row) => String(row + 1).padStart(5, '0'));
	return buildUnits(edition, {
		province: { code: ['01'], name: ['Tỉnh A'], type: ['Tỉnh'], parent: [''] },
		commune: { code, name: code, type: code, parent: code.map(() => '01') }
	});
}

/** Shares of each unit's area in the units of the next list; each unit goes to at least one. */
function sharesBetween(from: Units, to: Units) {
	const { codes } = unitsOf(from, 'commune');
	const targets = unitsOf(to, 'commune').codes;
	return fc
		.array(
			fc.subarray(
				targets.map((_, at) => at),
				{ minLength: 1, maxLength: 3 }
			),
			{
				minLength: codes.length,
				maxLength: codes.length
			}
		)
		.map((parts) =>
			codes.flatMap((code, row) =>
				parts[row]!.map((at) => ({ from: code, to: targets[at]!, share: 1 / parts[row]!.length }))
			)
		);
}

const [A, B, C] = [listOf('a', 6), listOf('b', 4), listOf('c', 3)];
const chains = fc.record({
	first: sharesBetween(A, B),
	second: sharesBetween(B, C),
	samples: fc.array(fc.nat(5000), { minLength: 6, maxLength: 6 })
});

function valuesOf(samples: readonly number[]): NetworkValues {
	const commune = emptyValues(samples.length);
	commune.samples.set(samples);
	const province = emptyValues(1);
	province.samples[0] = samples.reduce((sum, count) => sum + count, 0);
	return { province, commune };
}

describe('composeCrosswalks', () => {
	it('multiplies shares and adds up what comes together', () => {
		const first = crosswalk(A, B, [
			{ from: '00001', to: '00001', share: 0.6 },
			{ from: '00001', to: '00002', share: 0.4 }
		]);
		const second = crosswalk(B, C, [
			{ from: '00001', to: '00001', share: 0.5 },
			{ from: '00001', to: '00003', share: 0.5 },
			{ from: '00002', to: '00003', share: 1 }
		]);
		const { from, to, links } = composeCrosswalks(first, second, A, C);
		expect([from, to]).toEqual(['a', 'c']);
		const { starts, to: rows, weights } = links.commune!;
		expect([...starts.subarray(0, 3)]).toEqual([0, 2, 2]);
		expect([...rows]).toEqual([0, 2]);
		expect([...weights]).toEqual([3000, 7000]);
	});

	it('changes nothing when the second keeps every unit', () => {
		const same = { ...NEW_UNITS, edition: 'same' };
		const { codes } = unitsOf(NEW_UNITS, 'commune');
		const first = crosswalk(OLD_UNITS, NEW_UNITS, [
			...['00001', '00004'].map((from) => ({ from, to: codes[0]!, share: 0.25 })),
			...['00001', '00004'].map((from) => ({ from, to: codes[1]!, share: 0.75 })),
			...unitsOf(OLD_UNITS, 'commune')
				.codes.filter((code) => !['00001', '00004'].includes(code))
				.map((from) => ({ from, to: codes.at(-1)!, share: 1 })),
			{ from: '498', to: codes.at(-1)!, share: 1 }
		]);
		const keep = crosswalk(
			NEW_UNITS,
			same,
			codes.map((code) => ({ from: code, to: code, share: 1 }))
		);
		expect(composeCrosswalks(first, keep, OLD_UNITS, same).links).toEqual(first.links);
	});

	it('loses and makes up no sample, whatever the chain', () => {
		fc.assert(
			fc.property(chains, ({ first, second, samples }) => {
				const whole = composeCrosswalks(crosswalk(A, B, first), crosswalk(B, C, second), A, C);
				const { province, commune } = estimate(whole, A, C, valuesOf(samples));
				const sum = [...commune!.samples].reduce((all, count) => all + (count || 0), 0);
				expect(sum).toBe(samples.reduce((all, count) => all + count, 0));
				expect(province!.samples[0]).toBe(sum);
			})
		);
	});

	it('is the two steps in one, but for rounding: under 1 for each part that is cut', () => {
		fc.assert(
			fc.property(chains, ({ first, second, samples }) => {
				const [one, two] = [crosswalk(A, B, first), crosswalk(B, C, second)];
				const direct = estimate(composeCrosswalks(one, two, A, C), A, C, valuesOf(samples));
				const steps = estimate(two, B, C, estimate(one, A, B, valuesOf(samples)));
				// Shares in ten-thousandths may move a sample of 5000 in each part, too.
				const most = 6 + 4 + 6;
				direct.commune!.samples.forEach((count, row) =>
					expect(Math.abs((count || 0) - (steps.commune!.samples[row] || 0))).toBeLessThan(most)
				);
			})
		);
	});
});
