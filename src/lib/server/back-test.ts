import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '../data/fetch.ts';
import { checked, ManifestSchema } from '../data/schema.ts';
import { readMonth, readUnits } from '../data/tables.ts';
import { COUNTED_NETWORKS, thresholdOf, type Network } from '../domain/network.ts';
import { backTests, type BackTest } from '../domain/projection.ts';

/** How projections of a network's communes held on past months. */
export interface ProjectionTest {
	network: Network;
	edition: string;
	/** Months that were published of the edition. */
	months: number;
	tests: BackTest[];
}

/**
 * Test the plan's projections on the published months of the newest edition, at build time.
 * @param folder of the published files
 * @throws DataError when one is damaged
 */
export async function readBackTests(folder: string): Promise<ProjectionTest[]> {
	const json = async (url: string) => parseJson(await readFile(join(folder, url)), url);
	const manifest = checked(ManifestSchema, await json('manifest.json'), 'manifest.json');
	const edition = manifest.editions.find(({ id }) => id === manifest.months.at(-1)!.edition)!;
	const units = readUnits(edition.id, await json(edition.units.url), edition.units.url);
	const found: ProjectionTest[] = [];
	for (const network of COUNTED_NETWORKS) {
		const months: Float64Array[] = [];
		for (const month of manifest.months) {
			const table = month.edition === edition.id ? month.networks[network]?.table : undefined;
			if (!table) continue;
			const { buffer } = Uint8Array.from(await readFile(join(folder, table.url)));
			months.push(
				(await readMonth(units, { month: month.month, network }, buffer, table.url)).commune!
					.samples
			);
		}
		const tests = backTests(months, thresholdOf(network) ?? undefined).filter(
			({ count }) => count > 0
		);
		if (tests.length) found.push({ network, edition: edition.id, months: months.length, tests });
	}
	return found;
}
