import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineParts, type PartRow } from './network-parts.ts';

const row = (network: PartRow['network'], samples: number, technology?: string): PartRow =>
	technology === undefined ? { network, samples } : { network, samples, technology };

const samplesOf = (rows: readonly PartRow[]) =>
	Object.fromEntries(
		combineParts(rows).networks.map(({ network, rows: of }) => [
			network,
			of.reduce((sum, { samples }) => sum + samples, 0)
		])
	);

describe('rows of networks and technologies of one unit', () => {
	it('take the row of the whole for the total, and leave out technologies beside it', () => {
		const rows = [row('mobile', 412), row('mobile', 300, '4g'), row('fixed', 500)];
		expect(samplesOf(rows)).toEqual({ mobile: 412, fixed: 500 });
		expect(combineParts(rows).within).toEqual([rows[1]]);
	});

	it('add technologies up where no row of the whole stands', () => {
		expect(samplesOf([row('mobile', 292, '4g'), row('mobile', 3, '3g')])).toEqual({ mobile: 295 });
	});

	it('keep 5G for itself, and in the sum of technologies', () => {
		expect(samplesOf([row('mobile', 412), row('5g', 120), row('fixed', 500)])).toEqual({
			mobile: 412,
			'5g': 120,
			fixed: 500
		});
		expect(samplesOf([row('mobile', 292, '4g'), row('5g', 120)])).toEqual({
			mobile: 412,
			'5g': 120
		});
	});

	it('say nothing of mobile where 5G stands alone', () => {
		expect(samplesOf([row('5g', 120)])).toEqual({ '5g': 120 });
	});

	it('tell of a part with more samples than the whole', () => {
		const rows = [row('mobile', 100), row('5g', 120)];
		expect(combineParts(rows).tooMany).toEqual([rows[1]]);
		expect(samplesOf(rows)).toEqual({ mobile: 100 });
	});

	it('lose no row, whatever comes', () => {
		const anyRow = fc.record({
			network: fc.constantFrom('mobile', 'fixed', '5g' as const),
			technology: fc.option(fc.constantFrom('3g', '4g'), { nil: undefined }),
			samples: fc.nat(1000)
		});
		const key = ({ network, technology }: PartRow) => `${network} ${technology}`;
		fc.assert(
			fc.property(fc.uniqueArray(anyRow, { selector: key }), (all) => {
				const rows = all.filter((of) => of.network !== '5g' || of.technology === undefined);
				const { networks, within, tooMany } = combineParts<PartRow>(rows);
				const used = new Set([...networks.flatMap(({ rows: of }) => of), ...within, ...tooMany]);
				expect(used.size).toBe(rows.length);
			})
		);
	});
});
