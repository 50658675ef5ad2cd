/** The map inside of other pages: what its address asks for, and the code that puts it there. */
import { THEMES, type Theme } from './colour.ts';
import type { Locale } from '../i18n/locale.ts';

/** Controls that an embedded map may have; what is not asked for is locked. */
export const EMBED_PARTS = ['month', 'level', 'search'] as const;
export type EmbedPart = (typeof EMBED_PARTS)[number];

/** Parameters of the embedded map beside the selection's. */
export const EMBED_PARAMETERS = ['ui', 'theme', 'static'] as const;

/** What an embedded map shows beside its picture, and how. */
export interface EmbedWish {
	parts: EmbedPart[];
	/** `null` follows the reader's system. */
	theme: Theme | null;
	/** Drawn as SVG, also where there is WebGL. */
	isStatic: boolean;
}

/** Read what an address asks for; unknown values are left out. */
export function parseEmbed(params: URLSearchParams): EmbedWish {
	const asked = (params.get('ui') ?? '').split(',').map((part) => part.trim());
	return {
		parts: EMBED_PARTS.filter((part) => asked.includes(part)),
		theme: THEMES.find((theme) => theme === params.get('theme')) ?? null,
		isStatic: params.get('static') === '1'
	};
}

/** What is chosen of an embedded map before its code is made. */
export interface EmbedChoice extends EmbedWish {
	/** Parameters of the selection, as in the explorer's address. */
	selection: URLSearchParams;
	/** Leave the month out, so that each visit shows the newest one. */
	newest: boolean;
}

/** Name of the whole country among the places of static pages. */
export const WHOLE = 'vn';

/** Address of a page without scripts; it always shows the newest month, as it was when the site was built. */
export function staticUrl(root: string, locale: Locale, province: string | null): string {
	return `${root}embed/static/${locale}/${province ?? WHOLE}/`;
}

/** Address of the same picture as one file. */
export function pictureUrl(
	root: string,
	locale: Locale,
	province: string | null,
	ending: 'svg' | 'png'
): string {
	return `${root}embed/picture/${locale}/${province ?? WHOLE}.${ending}`;
}

/** Address of the embedded map. @param root of the site, with a slash at its end */
export function embedUrl(root: string, choice: EmbedChoice): string {
	const params = parametersOf(choice);
	const { parts, theme, isStatic } = choice;
	if (parts.length) params.set('ui', parts.join(','));
	if (theme) params.set('theme', theme);
	if (isStatic) params.set('static', '1');
	// Commas may stand in a query as they are, and are easier to read.
	const query = params.toString().replaceAll('%2C', ',');
	return `${root}embed/${query && `?${query}`}`;
}

/** Code of an iframe. @param height in pixels */
export function iframeCode(
	src: string,
	title: string,
	height: number,
	theme: Theme | null = null
): string {
	const scheme = theme ? `;color-scheme:${theme}` : '';
	return `<iframe src="${escape(src)}" title="${escape(title)}" width="100%" height="${height}" style="border:0${scheme}" loading="lazy"></iframe>`;
}

/** Code of the web component. @param province true where the selection looks into a province */
export function componentCode(
	root: string,
	choice: EmbedChoice,
	title: string,
	province: boolean
): string {
	const { parts, theme, isStatic } = choice;
	const attributes = [...parametersOf(choice)].map(([name, value]) => [
		name === 'within' && province ? 'province' : name,
		value
	]);
	if (parts.length) attributes.push(['ui', parts.join(',')]);
	if (theme) attributes.push(['theme', theme]);
	const text = [...attributes, ['title', title]]
		.map(([name, value]) => ` ${name}="${escape(value!)}"`)
		.join('');
	return [
		`<script src="${escape(root)}embed.js" async></script>`,
		`<ispeed-map${text}${isStatic ? ' static' : ''}></ispeed-map>`
	].join('\n');
}

function parametersOf({ selection, newest }: EmbedChoice): URLSearchParams {
	const params = new URLSearchParams(selection);
	// What is compared with a month has no meaning for another one.
	if (newest) for (const name of ['month', 'against']) params.delete(name);
	return params;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };

function escape(text: string): string {
	return text.replace(/[&"<>]/g, (sign) => ENTITIES[sign]!);
}

/** Type of the message with which the map tells the page around it how high it is. */
export const HEIGHT_MESSAGE = 'ispeed-map:height';
/** Type of the message with which that page asks for it. */
export const ASK_MESSAGE = 'ispeed-map:ask';

/** True for a message with which the page around asks for the height; all others are ignored. */
export function isAsked({ source, data }: Pick<MessageEvent, 'source' | 'data'>, parent: unknown) {
	return (
		source !== null &&
		source === parent &&
		typeof data === 'object' &&
		data !== null &&
		(data as { type?: unknown }).type === ASK_MESSAGE
	);
}
