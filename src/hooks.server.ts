import { isLocale } from '$lib/i18n/locale.ts';
import { preferences } from '$lib/state/preferences.svelte.ts';
import type { Handle } from '@sveltejs/kit';

/** What the browser would fetch beside the page's own picture, and so make that later. */
const MODULES = /\s*<link href="[^"]+" rel="modulepreload">/g;

/** Half of the first page would be laid out as a whole one, and its map jump when the rest comes. */
const WHOLE = '<link rel="expect" href="#whole" blocking="render" />';

/**
 * Pages are made one after the other: those whose path names a language are written in it. Scripts are asked for at the
 * end of a page, so that its first picture has the line for itself.
 */
export const handle: Handle = ({ event, resolve }) => {
	const lang = event.params.lang ?? '';
	preferences.locale = isLocale(lang) ? lang : 'vi';
	return resolve(event, {
		transformPageChunk: ({ html }) => {
			const modules = html.match(MODULES)?.join('') ?? '';
			const head = event.route.id === '/' ? `<head>${WHOLE}` : '<head>';
			return html
				.replace('<head>', head)
				.replaceAll(MODULES, '')
				.replace(/\s*<script>(?![^]*<script>)/, (script) => modules + script)
				.replace('<html lang="vi">', `<html lang="${preferences.locale}">`);
		}
	});
};
