import { browser } from '$app/environment';
import { THEMES, type Theme } from '../domain/colour.ts';
import { overwriteGetLocale } from '../i18n/generated/runtime.js';
import type { Locale } from '../i18n/locale.ts';

const THEME = 'theme';
const SEARCH_KEY = 'search-key';

/** What belongs to the reader and not to the picture: theme and the language that the messages follow. */
class Preferences {
	#chosen = $state<Theme | null>(null);
	#system = $state<Theme>('light');
	/** What the page's address asks for goes before what the reader once chose; it is not kept. */
	asked = $state<Theme | null>(null);
	/** Follows the selection; set by the layout that knows it. */
	locale = $state<Locale>('vi');
	#searchKey = $state(true);

	constructor() {
		// Messages in components follow the state, so a change of language needs no reload.
		overwriteGetLocale(() => this.locale);
		if (!browser) return;
		const stored = readStored(THEME);
		this.#searchKey = readStored(SEARCH_KEY) !== 'off';
		this.#chosen = THEMES.find((theme) => theme === stored) ?? null;
		const dark = matchMedia('(prefers-color-scheme: dark)');
		this.#system = dark.matches ? 'dark' : 'light';
		dark.addEventListener('change', ({ matches }) => (this.#system = matches ? 'dark' : 'light'));
	}

	get theme(): Theme {
		return this.asked ?? this.#chosen ?? this.#system;
	}

	set theme(theme: Theme) {
		this.#chosen = theme;
		store(THEME, theme);
	}

	/** True when "/" goes to the search; a key of one sign must have a way to be turned off (WCAG 2.1.4). */
	get searchKey(): boolean {
		return this.#searchKey;
	}

	set searchKey(on: boolean) {
		this.#searchKey = on;
		store(SEARCH_KEY, on ? 'on' : 'off');
	}
}

function store(key: string, value: string): void {
	try {
		localStorage.setItem(key, value);
	} catch {
		// A locked-down browser keeps nothing; the choice then lasts for this visit.
	}
}

function readStored(key: string): string | null {
	try {
		return localStorage.getItem(key);
	} catch {
		return null;
	}
}

export const preferences = new Preferences();
