/** The months that are published: of the store, or simulated. */
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import type { JoinReport, NetworkValues } from '../../src/lib/domain/join.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import { NETWORKS, wholeOf, type Network } from '../../src/lib/domain/network.ts';
import type { Level } from '../../src/lib/domain/unit.ts';
import type { HexagonColumns } from '../../src/lib/data/parquet.ts';
import { groundOf } from '../boundaries/place-geometry.ts';
import type { Content } from '../common/publish.ts';
import { known, lazy, listOf, type Steps, type Value } from '../common/steps.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { tableOfStored, type Inhabited, type Kept } from '../samples/apply.ts';
import { withHexagons } from '../samples/hexagons.ts';
import {
	countsOf,
	type CountedMonth,
	type MonthTable,
	type NetworkTable
} from '../samples/month-table.ts';
import { tableOfMeasurements } from '../samples/table-of-rows.ts';
import {
	drawPotential,
	MEASURED_MONTHS,
	SEED,
	SIMULATED_MONTHS,
	SIMULATED_NETWORKS,
	simulateMonth
} from '../simulate/simulate.ts';
import { monthSummary, type MonthSummary } from './contents.ts';
import type { List } from './lists.ts';
import { hexagonContents, monthContents, type MonthContents } from './month-contents.ts';
import { countsOfLeaves, shownHexagons, shownNetwork } from './privacy.ts';

/** What is published of a month. */
export interface MadeMonth extends MonthContents {
	counts: CountedMonth;
	summary: MonthSummary;
	told: ToldTable[];
}

/** What became of the rows of a month and network. */
export interface ToldTable {
	month: Month;
	network: Network;
	isSimulated: boolean;
	source: string;
	join: Partial<Record<Level, JoinReport>>;
}

/** The exact hexagons of a month and network, and the counts of its units. */
interface ExactHexagons {
	hexagons: ReadonlyMap<number, HexagonColumns>;
	values: NetworkValues;
}

/** A network of a month, exact; with hexagons when it is of measurements. */
interface ExactNetwork {
	network: Network;
	table: Value<NetworkTable>;
	hexagons?: Value<ExactHexagons>;
}

/** How months are made. */
export interface Making {
	/** Measurements that a speed or a hexagon must stand on. */
	floor: number;
	/** Told of the files of each part of a month, as soon as they are there. */
	onContents(contents: readonly Content[]): void;
}

const NOBODY: Inhabited = { inhabited: [], isGrid: false };

/** The months of the store, ascending. */
export async function storedMonths(
	steps: Steps,
	lists: readonly List[],
	kept: Kept,
	making: Making
): Promise<Value<MadeMonth>[]> {
	const { floor } = making;
	const isMeasured = ({ kind }: { kind: string }) => kind === 'measurements';
	const somewhere = known([
		kept.entries.flatMap(({ parts }) => parts.map(({ unitHexagons }) => unitHexagons?.sha256)),
		kept.population?.unitHexagons.sha256
	]);
	const living = kept.entries.some(isMeasured)
		? await steps.made('inhabited', { somewhere }, () => kept.inhabited())
		: known(NOBODY);
	const made: Value<MadeMonth>[] = [];
	for (const month of [...new Set(kept.entries.map((entry) => entry.month))].sort()) {
		const entries = kept.entries.filter((entry) => entry.month === month);
		const list = listOfEdition(lists, entries[0]!.edition);
		const networks = entries.map((entry): ExactNetwork => {
			const stored = lazy(entry, () => kept.read(entry));
			const around = isMeasured(entry) ? living : known(NOBODY);
			const of = { entry, list: list.bare.hash, around: around.hash, floor };
			const table = lazy(of, async () => {
				const { units } = await list.bare.get();
				return tableOfStored(await stored.get(), units, await around.get(), floor);
			});
			if (!isMeasured(entry)) return { network: entry.network, table };
			const hexagons = lazy([stored.hash, list.bare.hash], async (): Promise<ExactHexagons> => {
				const { rows, hexagons: exactly = new Map<number, HexagonColumns>() } = await stored.get();
				const { units } = await list.bare.get();
				return { hexagons: exactly, values: tableOfMeasurements(units, rows, new Map()).values };
			});
			return { network: entry.network, table, hexagons };
		});
		made.push(await madeMonth(steps, list, month, networks, making));
	}
	return made;
}

/**
 * A demonstration: months that nobody measured, ascending.
 * @param data `data`
 * @param onMonth called before each month
 */
export async function simulatedMonths(
	steps: Steps,
	lists: readonly List[],
	data: string,
	making: Making,
	onMonth: (month: Month, share: number) => void
): Promise<Value<MadeMonth>[]> {
	const drawn = lists.map(({ bare, topology, places }) => ({
		potential: lazy([bare.hash, SEED], async () => drawPotential(await bare.get(), SEED)),
		ground: lazy([bare.hash, topology.hash, places], async () =>
			groundOf(data, await bare.get(), await topology.get())
		)
	}));
	const made: Value<MadeMonth>[] = [];
	for (const [at, month] of SIMULATED_MONTHS.entries()) {
		onMonth(month, at / SIMULATED_MONTHS.length);
		const edition = editionOfMonth(
			lists.map(({ period }) => period),
			month
		);
		const list = listOfEdition(lists, edition!.id);
		const { potential, ground } = drawn[lists.indexOf(list)]!;
		const isMeasured = MEASURED_MONTHS.includes(month);
		const inputs = {
			month: known(month),
			gazetteer: list.bare,
			potential,
			ground: isMeasured ? ground : known(undefined)
		};
		const exact = await steps.made('simulate', inputs, (of) =>
			simulateMonth(of.gazetteer, of.potential, of.month, of.ground, SEED)
		);
		const networks = SIMULATED_NETWORKS.map((network): ExactNetwork => {
			const table = lazy([exact.hash, network], async () => (await exact.get()).networks[network]!);
			if (!isMeasured) return { network, table };
			const hexagons = lazy([exact.hash, network, 'hexagons'], async () =>
				exactHexagons(await exact.get(), network)
			);
			return { network, table, hexagons };
		});
		made.push(await madeMonth(steps, list, month, networks, making));
	}
	return made;
}

function exactHexagons({ hexagons, networks }: MonthTable, network: Network): ExactHexagons {
	const own = Array.from(hexagons, ([resolution, all]) => {
		const columns = all.find((of) => of.network === network);
		return columns ? [[resolution, columns] as const] : [];
	});
	return { hexagons: new Map(own.flat()), values: networks[network]!.values };
}

async function madeMonth(
	steps: Steps,
	list: List,
	month: Month,
	networks: readonly ExactNetwork[],
	{ floor, onContents }: Making
): Promise<Value<MadeMonth>> {
	const { bare } = list;
	const least = known(floor);
	const parts: Value<MadeMonth>[] = [];
	const add = async (made: Value<MadeMonth>) => {
		const part = lazy(made.hash, () => made.get());
		parts.push(part);
		onContents((await part.get()).contents);
	};
	const listed: Value<Map<number, HexagonColumns>>[] = [];
	// What may be listed is worked out once: that takes longer than all else.
	for (const { hexagons } of networks)
		if (hexagons)
			listed.push(
				await steps.made(
					'hexagons',
					{ exact: hexagons, gazetteer: bare, ground: list.ground, floor: least },
					async ({ exact: of, gazetteer: { units }, ground, floor: minimum }) => {
						const cells = [...of.hexagons.values()].flatMap(({ cell }) => cell);
						const around = await ground.around(cells);
						const counts = countsOfLeaves(of.values, units, around.codes);
						return shownHexagons(of.hexagons, counts, around, minimum);
					}
				)
			);
	if (listed.length > 0) {
		const inputs = { month: known([month, list.id] as const), listed: listOf(listed) };
		await add(
			await steps.made('hexagon files', inputs, (of) => shownHexagonsOfMonth(of.month, of.listed))
		);
	}
	for (const { network, table } of networks) {
		const around = wholeOf(network);
		const whole = networks.find((of) => of.network === around)?.table ?? known(undefined);
		const inputs = {
			month: known([month, network] as const),
			table,
			whole,
			gazetteer: bare,
			floor: least
		};
		await add(
			await steps.made('network', inputs, (of) =>
				shownNetworkOfMonth(of.month, of.table, of.whole, of.gazetteer, of.floor)
			)
		);
	}
	const all = listOf(parts);
	return lazy(all.hash, async () => together(await all.get()));
}

/** What may be shown of a month and network, as files. */
function shownNetworkOfMonth(
	[month, network]: readonly [Month, Network],
	exact: NetworkTable,
	whole: NetworkTable | undefined,
	{ units }: Gazetteer,
	floor: number
): MadeMonth {
	const of = shownNetwork(exact, units, floor, whole);
	const { edition } = units;
	const table: MonthTable = { month, edition, networks: { [network]: of }, hexagons: new Map() };
	const { provenance, source, join } = of;
	return {
		...monthContents(units, table),
		counts: countsOf(table),
		summary: monthSummary(table, units),
		told: [{ month, network, isSimulated: provenance === 'simulated', source, join }]
	};
}

/** Hexagons of all networks of a month, as files. */
function shownHexagonsOfMonth(
	[month, edition]: readonly [Month, string],
	listed: readonly ReadonlyMap<number, HexagonColumns>[]
): MadeMonth {
	let hexagons: MonthTable['hexagons'] = new Map();
	for (const of of listed)
		for (const { network } of [...of.values()].slice(0, 1))
			hexagons = withHexagons(hexagons, network, of);
	const counts = { month, edition, networks: {} };
	return {
		...hexagonContents({ ...counts, hexagons }),
		counts,
		summary: { edition, networks: {} },
		told: []
	};
}

/** What networks and hexagons of a month are together. */
function together(parts: readonly MadeMonth[]): MadeMonth {
	const [first] = parts;
	const networks = <T>(of: (part: MadeMonth) => object) =>
		Object.fromEntries(
			parts
				.flatMap((part) => Object.entries(of(part)) as [Network, unknown][])
				.sort(([a], [b]) => NETWORKS.indexOf(a) - NETWORKS.indexOf(b))
		) as T;
	return {
		month: Object.assign({}, ...parts.map(({ month }) => month), {
			networks: networks(({ month }) => month.networks)
		}) as MadeMonth['month'],
		contents: parts.flatMap(({ contents }) => contents),
		counts: { ...first!.counts, networks: networks(({ counts }) => counts.networks) },
		summary: { ...first!.summary, networks: networks(({ summary }) => summary.networks) },
		told: parts.flatMap(({ told }) => told)
	};
}

function listOfEdition(lists: readonly List[], edition: string): List {
	return lists.find(({ id }) => id === edition)!;
}
