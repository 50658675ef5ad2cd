import { byReading } from '../../src/lib/domain/figures.ts';
import { describe, expect, it } from 'vitest';
import { networkRows } from './network-rows.ts';
import { Rejections } from './rejections.ts';
import type { TableRow } from './table.ts';

const row = (part: Partial<TableRow>, line = 2): TableRow => ({
	file: 'x.csv',
	line,
	rows: 1,
	month: '2026-08',
	network: 'mobile',
	code: '00004',
	samples: 10,
	...byReading(() => NaN),
	download: 50,
	upload: 20,
	latency: 30,
	statistic: 'median',
	...part
});

function read(...rows: TableRow[]) {
	const rejections = new Rejections();
	const found = networkRows(rows, rejections);
	const samples = found.map(({ network, samples, download }) => [network, samples, download]);
	const accounted = found.reduce((sum, of) => sum + of.rows, 0) + rejections.total;
	expect(accounted, 'rows in = rows accepted + rows rejected').toBe(rows.length);
	return { samples, rejected: rejections.toRecord() };
}

describe('rows of a table by network', () => {
	it('have the row of mobile for the total beside 4G and 5G', () => {
		const { samples, rejected } = read(
			row({ samples: 412 }),
			row({ technology: '4g', samples: 292 }, 3),
			row({ network: '5g', samples: 120, download: 400 }, 4),
			row({ network: 'fixed', samples: 500 }, 5)
		);
		expect(samples).toEqual([
			['mobile', 412, 50],
			['5g', 120, 400],
			['fixed', 500, 50]
		]);
		expect(rejected['part of a total']).toMatchObject({ count: 1, first: [{ row: 3 }] });
	});

	it('are summed up where technologies stand alone; a sum has no median', () => {
		const { samples } = read(
			row({ technology: '3g', samples: 2 }),
			row({ technology: '4g', samples: 290 }, 3),
			row({ network: '5g', samples: 120, download: 400 }, 4)
		);
		expect(samples).toEqual([
			['mobile', 412, NaN],
			['5g', 120, 400]
		]);
	});

	it('say nothing of mobile where 5G stands alone, and 4G alone is mobile', () => {
		expect(read(row({ network: '5g', samples: 120 })).samples).toEqual([['5g', 120, 50]]);
		expect(read(row({ technology: '4g' })).samples).toEqual([['mobile', 10, 50]]);
	});

	it('count a technology that is there twice once, and none that contradicts itself', () => {
		const four = row({ technology: '4g', samples: 290 });
		const three = row({ technology: '3g', samples: 2 }, 3);
		expect(read(four, { ...four, line: 4 }, three).samples).toEqual([['mobile', 292, NaN]]);
		const other = row({ technology: '4g', samples: 291 }, 4);
		const { samples, rejected } = read(four, other, three);
		expect(samples).toEqual([]);
		expect(rejected.contradiction?.count).toBe(3);
	});

	it('tell of 5G with more samples than mobile', () => {
		const { samples, rejected } = read(
			row({ samples: 100 }),
			row({ network: '5g', samples: 120 }, 3)
		);
		expect(samples).toEqual([['mobile', 100, 50]]);
		expect(rejected.contradiction).toMatchObject({ count: 1, first: [{ row: 3 }] });
	});
});
