import { browser } from '$app/environment';
import { beforeNavigate, goto } from '$app/navigation';
import { page } from '$app/state';
import {
	fitSelection,
	mergeFallbacks,
	parseSelection,
	serialiseSelection
} from '../domain/selection.ts';
import type { Catalogue, Fallback, Selection } from '../domain/selection.ts';

/** The selection in the URL and the way to change it: the only reader and writer of the URL. */
export class SelectionState {
	#catalogue: () => Catalogue | null;
	#carried: readonly string[];

	/** What a change could not keep, until the next change. */
	fallbacks = $state.raw<Fallback[]>([]);

	/** Changes with each link that the reader follows, and when messages are taken away: older ones are then over. */
	visit = $state(0);

	/** The part of the query that is a selection's: what a page carries besides changes no view model. */
	#own = $derived.by(() => {
		const params = new URLSearchParams(this.parameters);
		for (const name of this.#carried) params.delete(name);
		return params.toString();
	});
	#parsed = $derived.by(() => {
		const catalogue = this.#catalogue();
		return browser && catalogue ? parseSelection(new URLSearchParams(this.#own), catalogue) : null;
	});

	/**
	 * Made inside a component.
	 * @param catalogue what is published; `null` until it is known
	 * @param carried further parameters of the page, which a change of the selection leaves as they are
	 */
	constructor(catalogue: () => Catalogue | null, carried: readonly string[] = []) {
		this.#catalogue = catalogue;
		this.#carried = carried;
		// A step back or another link takes the change away, and with it what the change could not keep.
		beforeNavigate(({ type }) => {
			if (type === 'goto') return;
			this.fallbacks = [];
			this.visit++;
		});
	}

	/** What is chosen; `null` until the catalogue is known. */
	get current(): Selection | null {
		return this.#parsed?.selection ?? null;
	}

	/** What the URL asked for and could not have, with what the last change could not keep. */
	get notes(): Fallback[] {
		return mergeFallbacks(this.#parsed?.fallbacks ?? [], this.fallbacks);
	}

	/**
	 * Change a part of the selection.
	 * @param replace true to leave no step for the back button (playing the months, tidying up)
	 */
	async change(part: Partial<Selection>, replace = false): Promise<void> {
		const [catalogue, current] = [this.#catalogue(), this.current];
		if (!catalogue || !current) return;
		const { selection, fallbacks } = fitSelection({ ...current, ...part }, catalogue);
		this.fallbacks = fallbacks;
		await this.#write(serialiseSelection(selection, catalogue), replace);
	}

	/** Put a settled selection in the place of the present one, and say what was dropped. */
	async settle(selection: Selection, fallbacks: Fallback[]): Promise<void> {
		const catalogue = this.#catalogue();
		if (!catalogue) return;
		// What the old URL asked for in vain leaves with it, so it is kept here.
		this.fallbacks = mergeFallbacks(this.notes, fallbacks);
		await this.#write(serialiseSelection(selection, catalogue), true);
	}

	/** Take the messages away. */
	async dismiss(): Promise<void> {
		await this.settle(this.current!, []);
		this.fallbacks = [];
		this.visit++;
	}

	/** The selection alone as a query, for links to other pages that show it; empty until it is known. */
	get query(): '' | `?${string}` {
		const [catalogue, current] = [this.#catalogue(), this.current];
		return catalogue && current ? `?${serialiseSelection(current, catalogue)}` : '';
	}

	/** Parameters of the URL; empty until there is one. */
	get parameters(): URLSearchParams {
		return browser ? page.url.searchParams : new URLSearchParams();
	}

	/** Change the carried parameters, and nothing of the selection. */
	async carry(change: (params: URLSearchParams) => void, replace = false): Promise<void> {
		const params = new URLSearchParams(this.parameters);
		change(params);
		await this.#goto(params, replace);
	}

	async #write(params: URLSearchParams, replaceState: boolean): Promise<void> {
		for (const name of this.#carried) {
			const value = page.url.searchParams.get(name);
			if (value !== null) params.set(name, value);
		}
		await this.#goto(params, replaceState);
	}

	async #goto(params: URLSearchParams, replaceState: boolean): Promise<void> {
		// eslint-disable-next-line svelte/no-navigation-without-resolve -- the same page, only its query changes
		await goto(`?${params}`, { replaceState, keepFocus: true, noScroll: true });
	}
}
