/** The published files of a month. */
import type { NetworkValues } from '../../src/lib/domain/join.ts';
import { NETWORKS, type Network } from '../../src/lib/domain/network.ts';
import type { Units } from '../../src/lib/domain/unit.ts';
import type { ManifestMonth, PublishedFile } from '../../src/lib/data/schema.ts';
import { monthNetworks, type NetworkFiles } from './contents.ts';
import { writeHexagons, writeMonthTable, writeStatistics, type Footer } from './parquet.ts';
import { hashedContent, type Content } from '../common/publish.ts';
import {
	rowsOf,
	statisticsRowsOf,
	type MonthTable,
	type NetworkTable
} from '../samples/month-table.ts';

/** What the manifest says of a month, and the files that it names. */
export interface MonthContents {
	month: ManifestMonth;
	contents: Content[];
}

/** Everything of one month but its hexagons. */
export function monthContents(units: Units, table: MonthTable): MonthContents {
	const { month, edition } = table;
	const { contents, add } = collected();
	const files: Partial<Record<Network, NetworkFiles>> = {};
	for (const network of NETWORKS) {
		const of = table.networks[network];
		if (of) files[network] = networkContents(units, table, network, of, add);
	}
	return { month: { month, edition, networks: monthNetworks(table, files) }, contents };
}

/** The hexagons of one month. */
export function hexagonContents({
	month,
	edition,
	hexagons
}: Pick<MonthTable, 'month' | 'edition' | 'hexagons'>): MonthContents {
	const { contents, add } = collected();
	const files: Record<string, PublishedFile> = {};
	for (const [resolution, cells] of hexagons) {
		const body = writeHexagons(cells, { month, edition, resolution: String(resolution) });
		files[resolution] = add(`hexagons/${month}/${resolution}`, body);
	}
	const named = hexagons.size > 0 ? { hexagons: files } : {};
	return { month: { month, edition, networks: {}, ...named }, contents };
}

/** Files, one after the other. */
function collected() {
	const contents: Content[] = [];
	const add = (stem: string, body: Uint8Array): PublishedFile => {
		const content = hashedContent(stem, 'parquet', body);
		contents.push(content);
		return content.file;
	};
	return { contents, add };
}

function networkContents(
	units: Units,
	{ month, edition }: MonthTable,
	network: Network,
	{ values, statistics, operators }: NetworkTable,
	add: (stem: string, body: Uint8Array) => PublishedFile
): NetworkFiles {
	const stem = `${edition}/months/${month}.${network}`;
	const footer = { month, edition, network };
	const addTable = (name: string, of: NetworkValues, footer: Footer) =>
		add(name, writeMonthTable({ [network]: rowsOf(units, of) }, footer));
	const files: NetworkFiles = { table: addTable(stem, values, footer) };
	if (statistics) {
		const rows = statisticsRowsOf(units, values, statistics);
		files.statistics = add(`${stem}.statistics`, writeStatistics(rows, footer));
	}
	if (operators) {
		files.operators = {};
		// An operator's name may hold anything; the hash tells their files apart.
		for (const [operator, of] of operators)
			files.operators[operator] = addTable(`${stem}.operator`, of, { ...footer, operator });
	}
	return files;
}
