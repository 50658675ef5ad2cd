import { untrack } from 'svelte';
import { shownValue, type Hexagons } from '../data/hexagons.ts';
import { classOf } from '../domain/classify.ts';
import { hexagonClasses, hexagonMeasure } from '../domain/hexagon-classes.ts';
import type { ViewModel } from '../domain/view-model.ts';
import { resolutionAt } from '../map/cells-in-view.ts';
import type { CoverageMap } from '../map/coverage-map.ts';
import type { HexagonOverlay } from '../map/hexagon-overlay.ts';
import type { Atlas, MonthTables } from '../state/atlas.svelte.ts';
import { hexagonTooltip, type TooltipText } from './tooltip.ts';

/** What hexagons are made from, and who is told of them; each is read when it is needed. */
export interface HexagonSources {
	on: CoverageMap | null;
	atlas: Atlas;
	tables: MonthTables;
	model: ViewModel;
	/** Of the camera at rest. */
	zoom: number;
	/** Counts by class of the hexagons of the resolution in view; `null` without hexagons. */
	oncounts: (counts: number[] | null) => void;
	onhover: (text: (TooltipText & { x: number; y: number }) | null) => void;
}

/** The hexagons over a map: deck.gl comes with the first of them, the resolution follows the zoom. Made inside a component. */
export class HexagonPane {
	#sources: HexagonSources;
	#overlay = $state.raw<HexagonOverlay | null>(null);
	#drawn = $state.raw<{ key: string; resolution: number; data: Hexagons } | null>(null);

	/** True where they are asked for and published. */
	isShown = $derived.by(() => {
		const { model, tables } = this.#sources;
		return model.selection.view === 'hexagons' && tables.published.hexagons !== undefined;
	});
	#resolution = $derived.by(() => resolutionAt(this.#sources.zoom));

	constructor(sources: HexagonSources) {
		this.#sources = sources;
		$effect(() => this.#ask());
		$effect(() => this.#show());
	}

	/** Of what is drawn; absent without hexagons. */
	get resolution(): number | undefined {
		return this.#drawn?.resolution;
	}

	/** Draw only those in view, as the camera came to rest. */
	refresh(): void {
		this.#overlay?.refresh();
	}

	remove(): void {
		this.#overlay?.remove();
	}

	#ask(): (() => void) | undefined {
		const { on, tables, model, oncounts } = this.#sources;
		on?.setFillsVisible(!this.isShown);
		if (!on || !this.isShown) {
			this.#overlay?.show(null);
			this.#drawn = null;
			oncounts(null);
			return undefined;
		}
		const key = `${tables.month} ${model.selection.network} ${this.#resolution}`;
		if (untrack(() => this.#drawn?.key) === key) return undefined;
		const controller = new AbortController();
		void this.#bring(on, key, controller.signal);
		return () => controller.abort();
	}

	async #bring(on: CoverageMap, key: string, signal: AbortSignal): Promise<void> {
		const { atlas, tables, network, resolution } = untrack(() => ({
			atlas: this.#sources.atlas,
			tables: this.#sources.tables,
			network: this.#sources.model.selection.network,
			resolution: this.#resolution
		}));
		try {
			const [{ HexagonOverlay }, data] = await Promise.all([
				import('../map/hexagon-overlay.ts'),
				atlas.hexagons(tables.published, network, resolution, signal)
			]);
			if (signal.aborted) return;
			this.#overlay ??= new HexagonOverlay(on, (at, x, y) => this.#hover(at, x, y));
			this.#drawn = { key, resolution, data };
		} catch (error) {
			if (!signal.aborted) atlas.fail(error, () => void this.#bring(on, key, signal));
		}
	}

	#show(): void {
		if (!this.#overlay || !this.#drawn) return;
		const { model, oncounts } = this.#sources;
		const measure = hexagonMeasure(model);
		const { breaks, colours } = hexagonClasses(model);
		const { resolution, data } = this.#drawn;
		this.#overlay.show({ hexagons: data, resolution, measure, breaks, colours });
		const counts = new Array<number>(colours.length).fill(0);
		data.cells.forEach((_, at) => counts[classOf(shownValue(data, at, measure), breaks)]!++);
		oncounts(counts);
	}

	#hover(at: number | null, x: number, y: number): void {
		const { model, atlas, onhover } = this.#sources;
		if (at === null || !this.#drawn) return onhover(null);
		const step = atlas.manifest!.hexagonMinimum;
		onhover({ x, y, ...hexagonTooltip(this.#drawn.data, at, step, model.locale) });
	}
}
