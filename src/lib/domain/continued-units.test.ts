import { describe, expect, it } from 'vitest';
import { formerNames } from './continued-units.ts';
import { buildCrosswalk, type CrosswalkRow } from './crosswalk.ts';
import { buildUnits, unitsOf, type Units } from './unit.ts';

/** A list of communes, "province code name", below provinces, "code name". */
function list(edition: string, provinces: readonly string[], communes: readonly string[]): Units {
	const own = provinces.map((line) => /^(\S+) (.*)$/.exec(line)!.slice(1) as [string, string]);
	const leaves = communes.map(
		(line) => /^(\S+) (\S+) (.*)$/.exec(line)!.slice(1) as [string, string, string]
	);
	const typeOf = (name: string) => /^(?:Thành phố|Tỉnh|Phường|Xã)/.exec(name)![0];
	return buildUnits(edition, {
		province: {
			code: own.map(([code]) => code),
			name: own.map(([, name]) => name),
			type: own.map(([, name]) => typeOf(name)),
			parent: own.map(() => '')
		},
		commune: {
			code: leaves.map(([, code]) => code),
			name: leaves.map(([, , name]) => name),
			type: leaves.map(([, , name]) => typeOf(name)),
			parent: leaves.map(([province]) => province)
		}
	});
}

const OLD = list(
	'2022-10',
	['46 Tỉnh Thừa Thiên Huế', '22 Tỉnh Quảng Ninh', '24 Tỉnh Bắc Giang', '27 Tỉnh Bắc Ninh'],
	[
		'46 19750 Xã Vỹ Dạ',
		'46 19753 Xã An Cựu',
		'22 07000 Xã Ba Chẽ',
		'24 07200 Xã Giang',
		'27 09200 Xã Ninh'
	]
);
const NEW = list(
	'2025-07',
	['46 Thành phố Huế', '22 Tỉnh Quảng Ninh', '24 Tỉnh Bắc Ninh'],
	[
		'46 19753 Phường Vỹ Dạ',
		'46 19760 Phường Mới',
		'22 07000 Xã Ba Chẽ',
		'24 07200 Xã Giang',
		'24 09200 Xã Ninh'
	]
);
const ROWS: CrosswalkRow[] = [
	{ from: '19750', to: '19753', share: 1 },
	{ from: '19753', to: '19760', share: 1 },
	{ from: '07000', to: '07000', share: 1 },
	{ from: '07200', to: '07200', share: 1 },
	{ from: '09200', to: '09200', share: 1 }
];

function former(rows: readonly CrosswalkRow[]): Record<string, string> {
	const built = buildCrosswalk(OLD, NEW, rows);
	if ('fault' in built) throw new Error(JSON.stringify(built.fault));
	return Object.fromEntries(
		formerNames(built.crosswalk, OLD, NEW).map(({ level, row, spellings }) => [
			unitsOf(NEW, level).codes[row]!,
			spellings.join(', ')
		])
	);
}

describe('names of an older list', () => {
	it('are those of units that went on as they were, whatever their code is now', () => {
		expect(former(ROWS)).toEqual({
			'46': 'Tỉnh Thừa Thiên Huế, Thừa Thiên Huế',
			'19753': 'Xã Vỹ Dạ, Vỹ Dạ',
			'19760': 'Xã An Cựu, An Cựu'
		});
	});

	it('are of no unit that two were merged into: Bắc Ninh is not the Bắc Ninh that it was', () => {
		expect(former(ROWS)).not.toHaveProperty('24');
		const merged = ROWS.map((row) => (row.from === '19750' ? { ...row, to: '19760' } : row));
		expect(former(merged)).toEqual({ '46': 'Tỉnh Thừa Thiên Huế, Thừa Thiên Huế' });
	});

	it('are of no unit that was cut, nor of a province that lost some of its ground', () => {
		const cut = ROWS.flatMap((row) =>
			row.from === '19750'
				? [
						{ ...row, share: 0.6 },
						{ ...row, to: '07000', share: 0.4 }
					]
				: [row]
		);
		expect(former(cut)).toEqual({ '19760': 'Xã An Cựu, An Cựu' });
	});

	it('do not mind a sliver between two drawings of one border', () => {
		const sliver = ROWS.flatMap((row) =>
			row.from === '19750'
				? [
						{ ...row, share: 0.995 },
						{ ...row, to: '07000', share: 0.005 }
					]
				: [row]
		);
		expect(former(sliver)).toEqual(former(ROWS));
	});
});
