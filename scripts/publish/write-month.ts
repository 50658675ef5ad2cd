/** The published files of a month. */
import type { NetworkValues } from '../../src/lib/domain/join.ts';
import { NETWORKS, type Network } from '../../src/lib/domain/network.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import type { ManifestMonth, PublishedFile } from '../../src/lib/data/schema.ts';
import { monthNetworks, type NetworkFiles } from './contents.ts';
import { writeHexagons, writeMonthTable, writeStatistics, type Footer } from './parquet.ts';
import { writeHashed } from '../common/publish.ts';
import {
	rowsOf,
	statisticsRowsOf,
	type MonthTable,
	type NetworkTable
} from '../samples/month-table.ts';

/** Write everything of one month. */
export async function writeMonth(
	out: string,
	units: Units,
	table: MonthTable
): Promise<ManifestMonth> {
	const { month, edition } = table;
	const files: Partial<Record<Network, NetworkFiles>> = {};
	for (const network of NETWORKS) {
		const of = table.networks[network];
		if (of) files[network] = await writeNetwork(out, units, table, network, of);
	}
	const hexagons: Record<string, PublishedFile> = {};
	for (const [resolution, cells] of table.hexagons) {
		const content = writeHexagons(cells, { month, edition, resolution: String(resolution) });
		const stem = `hexagons/${month}/${resolution}`;
		hexagons[resolution] = await writeHashed(out, stem, 'parquet', content);
	}
	return {
		month,
		edition,
		networks: monthNetworks(table, files),
		...(table.hexagons.size > 0 ? { hexagons } : {})
	};
}

async function writeNetwork(
	out: string,
	units: Units,
	{ month, edition }: MonthTable,
	network: Network,
	{ values, statistics, operators }: NetworkTable
): Promise<NetworkFiles> {
	const stem = `${edition}/months/${month}.${network}`;
	const footer = { month, edition, network };
	const writeTable = (name: string, of: NetworkValues, footer: Footer) =>
		writeHashed(out, name, 'parquet', writeMonthTable({ [network]: rowsOf(units, of) }, footer));
	const files: NetworkFiles = { table: await writeTable(stem, values, footer) };
	if (statistics) {
		const rows = statisticsRowsOf(units, values, statistics);
		const content = writeStatistics(rows, footer);
		files.statistics = await writeHashed(out, `${stem}.statistics`, 'parquet', content);
	}
	if (operators) {
		files.operators = {};
		// An operator's name may hold anything; the hash tells their files apart.
		for (const [operator, of] of operators)
			files.operators[operator] = await writeTable(`${stem}.operator`, of, { ...footer, operator });
	}
	return files;
}
