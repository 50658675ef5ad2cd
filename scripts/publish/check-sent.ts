/** What the manifest says of the parts of months is what their tables hold. */
import type { NetworkValues } from '../../src/lib/domain/join.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { rowsWithin, unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import type { ManifestMonth } from '../../src/lib/data/schema.ts';
import { promise } from '../common/promise.ts';

/** A province that has not sent a month has nothing in it, and all others are counted. */
export function checkSent(
	{ month, networks }: ManifestMonth,
	network: Network,
	units: Units,
	values: NetworkValues
): void {
	const { sent, parts = [] } = networks[network]!;
	const { codes } = unitsOf(units, 'province');
	const column = `months.${month}.networks.${network}`;
	const stranger = [...(sent?.missing ?? []), ...parts.flatMap((of) => of.provinces)].find(
		(code) => !codes.includes(code)
	);
	promise(stranger === undefined, {
		file: 'manifest.json',
		column,
		found: `province ${stranger}`,
		expected: `a province of ${units.edition}`
	});
	if (!sent) return;
	promise(sent.of === codes.length && sent.provinces + sent.missing.length === sent.of, {
		file: 'manifest.json',
		column: `${column}.sent`,
		found: `${sent.provinces} of ${sent.of}, ${sent.missing.length} missing`,
		expected: `${codes.length} provinces in all`
	});
	for (const province of sent.missing)
		for (const level of units.levels) {
			const { samples } = values[level]!;
			const known = rowsWithin(units, level, province).find((row) => !Number.isNaN(samples[row]!));
			promise(known === undefined, {
				file: 'manifest.json',
				column: `${column}.sent.missing`,
				found: `${province}, with samples of ${unitsOf(units, level).codes[known!]}`,
				expected: 'a province without any'
			});
		}
}
