import { ask, progressPort } from '../data/client.ts';
import type { Hexagons } from '../data/hexagons.ts';
import { keep } from '../data/keep.ts';
import type { Manifest, ManifestEdition, ManifestMonth, Series, Summary } from '../data/schema.ts';
import type { GeometryHandle } from '../data/worker.ts';
import type { NetworkValues } from '../domain/join.ts';
import type { Month } from '../domain/month.ts';
import type { Network } from '../domain/network.ts';
import type { Catalogue } from '../domain/selection.ts';
import { ancestorRow, buildUnits, unitsOf, type Level, type Units } from '../domain/unit.ts';

/** One month and network with the units that they belong to. */
export interface MonthTables {
	month: Month;
	network: Network;
	published: ManifestMonth;
	edition: ManifestEdition;
	units: Units;
	/** Empty where the network has no data in this month. */
	values: NetworkValues;
}

/** Bytes that are under way, by what they are for. */
export interface Progress {
	what: 'map' | 'month' | 'hexagons';
	loaded: number;
	total: number;
}

/** Everything that was loaded; results are kept, requests that nobody waits for are cancelled. */
export class Atlas {
	manifest = $state.raw<Manifest | null>(null);
	summary = $state.raw<Summary | null>(null);
	/** The month that is complete and on screen. */
	shown = $state.raw<MonthTables | null>(null);
	progress = $state.raw<Progress | null>(null);
	/** What failed last, and what tries it again. A month that comes does not mend a map that is missing. */
	failure = $state.raw<{ of: 'tables' | 'drawing'; error: unknown; retry: () => void } | null>(
		null
	);

	#root: string;
	#units = new Map<string, Promise<Units>>();
	#months = new Map<string, Promise<MonthTables>>();
	#geometry = new Map<string, Promise<GeometryHandle>>();
	#series = new Map<string, Promise<Series>>();
	#land: Promise<string> | undefined;
	#wanted = '';

	/** What can be selected; `null` until the manifest is there. */
	catalogue = $derived.by((): Catalogue | null => {
		if (!this.manifest) return null;
		const { editions, months } = this.manifest;
		return {
			editions,
			months: months.map(({ month, hexagons }) => ({ month, hexagons: hexagons !== undefined }))
		};
	});

	/** @param root absolute URL of the folder `data/` */
	constructor(root: string) {
		this.#root = root;
	}

	/** Load the manifest and the summary. */
	async open(): Promise<void> {
		await this.#attempt(
			async () => {
				const { manifest, summary } = await ask((loader, ticket) =>
					loader.manifest(ticket, this.#root)
				);
				this.summary = summary;
				this.manifest = manifest;
			},
			() => void this.open()
		);
	}

	/** Bring a month and network on screen. A later call wins over an earlier one. */
	async show(month: Month, network: Network): Promise<void> {
		const wanted = `${month} ${network}`;
		this.#wanted = wanted;
		if (this.shown?.month === month && this.shown.network === network) return;
		await this.#attempt(
			async () => {
				const tables = await this.#month(month, network);
				if (this.#wanted === wanted) this.shown = tables;
			},
			() => void this.show(month, network)
		);
	}

	/** Load a month quietly, so that a step to it takes no time. */
	prefetch(month: Month, network: Network): void {
		if (this.manifest?.months.some((published) => published.month === month))
			this.#month(month, network).catch(() => {
				// It is asked for again, and loudly, when it is wanted.
			});
	}

	/** Polygons of one level of an edition. */
	geometry(edition: ManifestEdition, level: Level): Promise<GeometryHandle> {
		return keep(this.#geometry, `${edition.id} ${level}`, () =>
			this.#tracked('map', (onProgress) =>
				ask((loader, ticket) => loader.geometry(ticket, edition, level, onProgress))
			)
		);
	}

	/** URL of the land around Viet Nam. */
	land(): Promise<string> {
		this.#land ??= ask((loader, ticket) => loader.land(ticket, this.manifest!.land));
		this.#land.catch(() => (this.#land = undefined));
		return this.#land;
	}

	/** The samples over time of the province that holds unit `row` of `level`. */
	series({ edition, units }: MonthTables, level: Level, row: number): Promise<Series> {
		const province = unitsOf(units, 'province').codes[ancestorRow(units, level, row, 'province')]!;
		const file = edition.series[province]!;
		return keep(this.#series, file.url, () => ask((loader, ticket) => loader.series(ticket, file)));
	}

	/** Hexagons of a month; cancelled by the signal. */
	hexagons(
		month: ManifestMonth,
		network: Network,
		resolution: number,
		signal: AbortSignal
	): Promise<Hexagons> {
		const file = month.hexagons![resolution]!;
		return this.#tracked('hexagons', (onProgress) =>
			ask((loader, ticket) => loader.hexagons(ticket, file, network, onProgress), signal)
		);
	}

	/** Report a failure that happened while drawing. */
	fail(error: unknown, retry: () => void): void {
		this.#report('drawing', error, retry);
	}

	#month(month: Month, network: Network): Promise<MonthTables> {
		const manifest = this.manifest!;
		const published = manifest.months.find((candidate) => candidate.month === month)!;
		const edition = manifest.editions.find(({ id }) => id === published.edition)!;
		const file = published.networks[network]?.table;
		return keep(this.#months, `${month} ${network}`, async () => {
			const [units, values] = await Promise.all([
				this.#unitsOf(edition),
				file
					? this.#tracked('month', (onProgress) =>
							ask((loader, ticket) => loader.month(ticket, edition, file, network, onProgress))
						)
					: {}
			]);
			return { month, network, published, edition, units, values };
		});
	}

	#unitsOf(edition: ManifestEdition): Promise<Units> {
		return keep(this.#units, edition.id, async () =>
			buildUnits(edition.id, await ask((loader, ticket) => loader.units(ticket, edition)))
		);
	}

	async #tracked<T>(
		what: Progress['what'],
		work: (onProgress: (loaded: number, total: number) => void) => Promise<T>
	): Promise<T> {
		// Reports cross from the worker on their own and may come after the result.
		let running = true;
		const port = progressPort((loaded, total) => {
			if (running) this.progress = { what, loaded, total };
		});
		try {
			return await work(port);
		} finally {
			running = false;
			if (this.progress?.what === what) this.progress = null;
		}
	}

	async #attempt(work: () => Promise<void>, retry: () => void): Promise<void> {
		try {
			await work();
			if (this.failure?.of === 'tables') this.failure = null;
		} catch (error) {
			this.#report('tables', error, retry);
		}
	}

	#report(of: 'tables' | 'drawing', error: unknown, retry: () => void): void {
		const again = () => {
			this.failure = null;
			retry();
		};
		this.failure = { of, error, retry: again };
	}
}
