import fc from 'fast-check';
import type { FeatureCollection } from 'geojson';
import { describe, expect, it } from 'vitest';
import { DataError } from '../domain/errors.ts';
import { buildUnits } from '../domain/unit.ts';
import { joinDetails, readDetail } from './detail.ts';

const URL_OF_FILE = 'https://example.vn/data/2022-10/detail/01.1a2b.json';

/** Two provinces; district 498 of the second has no communes. */
const units = buildUnits('2022-10', {
	province: column(['01', '48'], ['', '']),
	district: column(['001', '498'], ['01', '48']),
	commune: column(['00001', '00004'], ['001', '001'])
});

function column(code: string[], parent: string[]) {
	return { code, name: code, type: code.map(() => ''), parent };
}

/** Squares side by side: a topology with these units in each object. */
function topology(objects: Record<string, string[]>) {
	const square = [
		[105.123456789, 21],
		[105.123456789, 22],
		[106, 22],
		[105.123456789, 21]
	];
	return {
		type: 'Topology',
		arcs: [square],
		objects: Object.fromEntries(
			Object.entries(objects).map(([name, codes]) => [
				name,
				{
					type: 'GeometryCollection',
					geometries: codes.map((id) => ({ type: 'Polygon', id, arcs: [[0]] }))
				}
			])
		)
	};
}

const HANOI = { provinces: ['01'], districts: ['001'], communes: ['00001', '00004'] };
const DANANG = { provinces: ['48'], districts: ['498'], communes: [] };

async function codesIn(blob: Blob): Promise<string[]> {
	const { features } = JSON.parse(await blob.text()) as FeatureCollection;
	return features.map(({ properties }) => String(properties!.code));
}

describe('readDetail', () => {
	it('keeps the units of the province alone', async () => {
		const file = topology({ ...HANOI, provinces: ['01', '48'] });
		const detail = readDetail(file, units, '01', URL_OF_FILE);
		expect(await codesIn(joinDetails([detail], 'province'))).toEqual(['01']);
		expect(await codesIn(joinDetails([detail], 'commune'))).toEqual(['00001', '00004']);
	});

	it('has nothing for a level at which the province has no unit', () => {
		expect(readDetail(topology(DANANG), units, '48', URL_OF_FILE).commune).toBeUndefined();
	});

	it('rounds places to a tenth of a metre', async () => {
		const text = await readDetail(topology(HANOI), units, '01', URL_OF_FILE).province!.text();
		expect(text).toContain('[105.123457,21]');
	});

	it('refuses a file that lacks a unit, and names it', () => {
		const read = () => readDetail(topology({ ...HANOI, communes: ['00001'] }), units, '01', URL_OF_FILE);
		expect(read).toThrow(DataError);
		expect(read).toThrow(/communes.*00004/);
	});

	it('refuses what is no topology, or lacks a level', () => {
		expect(() => readDetail({}, units, '01', URL_OF_FILE)).toThrow(DataError);
		const { provinces, communes } = HANOI;
		expect(() => readDetail(topology({ provinces, communes }), units, '01', URL_OF_FILE)).toThrow(
			/districts/
		);
	});
});

describe('joinDetails', () => {
	it('puts the units of all provinces into one collection, in their order', async () => {
		const details = [
			readDetail(topology(HANOI), units, '01', URL_OF_FILE),
			readDetail(topology(DANANG), units, '48', URL_OF_FILE)
		];
		expect(await codesIn(joinDetails(details, 'district'))).toEqual(['001', '498']);
		expect(await codesIn(joinDetails(details, 'commune'))).toEqual(['00001', '00004']);
	});

	it('is valid for any number of provinces, with units or without', async () => {
		const hanoi = readDetail(topology(HANOI), units, '01', URL_OF_FILE);
		const danang = readDetail(topology(DANANG), units, '48', URL_OF_FILE);
		await fc.assert(
			fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 6 }), async (picks) => {
				const codes = await codesIn(
					joinDetails(
						picks.map((pick) => (pick ? hanoi : danang)),
						'commune'
					)
				);
				expect(codes).toHaveLength(2 * picks.filter(Boolean).length);
			})
		);
	});
});
