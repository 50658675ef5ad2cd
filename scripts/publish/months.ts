/** The months that are published: of the store, or simulated. */
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import type { JoinReport, NetworkValues } from '../../src/lib/domain/join.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import type { Level } from '../../src/lib/domain/unit.ts';
import type { HexagonColumns } from '../../src/lib/data/parquet.ts';
import { groundOf } from '../boundaries/place-geometry.ts';
import { known, lazy, listOf, type Steps, type Value } from '../common/steps.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import { tableOfStored, type Inhabited, type Kept } from '../samples/apply.ts';
import { withHexagons } from '../samples/hexagons.ts';
import { countsOf, type CountedMonth, type MonthTable } from '../samples/month-table.ts';
import { tableOfMeasurements } from '../samples/table-of-rows.ts';
import {
	drawPotential,
	MEASURED_MONTHS,
	SEED,
	SIMULATED_MONTHS,
	simulateMonth
} from '../simulate/simulate.ts';
import { monthSummary, type MonthSummary } from './contents.ts';
import type { List } from './lists.ts';
import { monthContents, type MonthContents } from './month-contents.ts';
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

type ExactMonth = Omit<MonthTable, 'hexagons'>;

const NOBODY: Inhabited = { inhabited: [], isGrid: false };

/**
 * The months of the store, ascending.
 * @param floor measurements that a speed or a hexagon must stand on
 */
export async function storedMonths(
	steps: Steps,
	lists: readonly List[],
	kept: Kept,
	floor: number
): Promise<Value<MadeMonth>[]> {
	const isMeasured = ({ kind }: { kind: string }) => kind === 'measurements';
	const somewhere = [kept.entries.filter(isMeasured), kept.population];
	const inhabited = lazy(somewhere, () => kept.inhabited());
	const made: Value<MadeMonth>[] = [];
	for (const month of [...new Set(kept.entries.map((entry) => entry.month))].sort()) {
		const entries = kept.entries.filter((entry) => entry.month === month);
		const list = listOfEdition(lists, entries[0]!.edition);
		const stored = entries.map((entry) => lazy(entry, () => kept.read(entry)));
		const living = entries.some(isMeasured) ? inhabited : known(NOBODY);
		const of = { entries, list: list.bare.hash, living: living.hash, floor };
		const exact = lazy(of, async (): Promise<ExactMonth> => {
			const { units } = await list.bare.get();
			const months = await listOf(stored).get();
			const inside = await living.get();
			const networks = Object.fromEntries(
				months.map((each) => [each.entry.network, tableOfStored(each, units, inside, floor)])
			);
			return { month, edition: list.id, networks };
		});
		const hexagons = stored.flatMap((each, at) => {
			if (!isMeasured(entries[at]!)) return [];
			return lazy([each.hash, list.bare.hash], async (): Promise<ExactHexagons> => {
				const { rows, hexagons: exactly = new Map<number, HexagonColumns>() } = await each.get();
				const { units } = await list.bare.get();
				return { hexagons: exactly, values: tableOfMeasurements(units, rows, new Map()).values };
			});
		});
		made.push(await madeMonth(steps, list, exact, hexagons, floor));
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
	floor: number,
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
		const networks = isMeasured ? networksOf(await exact.get()) : [];
		const hexagons = networks.map((network) =>
			lazy([exact.hash, network], async () => exactHexagons(await exact.get(), network))
		);
		made.push(await madeMonth(steps, list, exact, hexagons, floor));
	}
	return made;
}

function networksOf({ networks }: MonthTable): Network[] {
	return Object.keys(networks) as Network[];
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
	exact: Value<ExactMonth>,
	measured: readonly Value<ExactHexagons>[],
	floor: number
): Promise<Value<MadeMonth>> {
	const { bare } = list;
	const least = known(floor);
	const hexagons: Value<Map<number, HexagonColumns>>[] = [];
	// What may be listed is worked out once: that takes longer than all else.
	for (const each of measured)
		hexagons.push(
			await steps.made(
				'hexagons',
				{ exact: each, gazetteer: bare, ground: list.ground, floor: least },
				({ exact: of, gazetteer: { units }, ground, floor: minimum }) => {
					const counts = countsOfLeaves(of.values, units, ground.codes);
					return shownHexagons(of.hexagons, counts, ground, minimum);
				}
			)
		);
	const inputs = { exact, hexagons: listOf(hexagons), gazetteer: bare, floor: least };
	return steps.made('month', inputs, ({ exact: of, hexagons: listed, gazetteer, floor: minimum }) =>
		shownMonth(of, listed, gazetteer, minimum)
	);
}

/** What may be shown of a month, as files. */
function shownMonth(
	{ month, edition, networks: exact }: ExactMonth,
	listed: readonly ReadonlyMap<number, HexagonColumns>[],
	{ units }: Gazetteer,
	floor: number
): MadeMonth {
	const networks = Object.fromEntries(
		Object.entries(exact).map(([network, of]) => [network, shownNetwork(of, floor)])
	);
	let hexagons: MonthTable['hexagons'] = new Map();
	for (const of of listed)
		for (const { network } of [...of.values()].slice(0, 1))
			hexagons = withHexagons(hexagons, network, of);
	const table: MonthTable = { month, edition, networks, hexagons };
	return {
		...monthContents(units, table),
		counts: countsOf(table),
		summary: monthSummary(table, units),
		told: Object.entries(table.networks).map(([network, { provenance, source, join }]) => ({
			month,
			network: network as Network,
			isSimulated: provenance === 'simulated',
			source,
			join
		}))
	};
}

function listOfEdition(lists: readonly List[], edition: string): List {
	return lists.find(({ id }) => id === edition)!;
}
