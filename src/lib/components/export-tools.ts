/** What exports need of a browser: fonts of this site, and a canvas. */
import * as Comlink from 'comlink';
import bold from '@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf?url';
import regular from '@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf?url';
import semiBold from '@expo-google-fonts/be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf?url';
import { fetchBytes } from '../data/fetch.ts';
import { FONT_WEIGHTS } from '../exports/briefing.ts';
import type { Briefing, ExportOptions, FontWeight, Part, Tools } from '../exports/briefing.ts';
import { fontFace } from '../exports/font-face.ts';
import type { FormatName } from '../exports/registry.ts';
import type { Maker } from '../exports/worker.ts';

const WHOLE: Record<FontWeight, string> = { 400: regular, 600: semiBold, 700: bold };

/** The parts of the fonts that the pages use, by file name. */
const PARTS = import.meta.glob<string>(
	'/node_modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-{latin,vietnamese}-{400,600,700}-normal.woff2',
	{ query: '?url', import: 'default', eager: true }
);

/**
 * Make a file in a worker of its own.
 * @throws AbortError when `signal` cancels; nothing is left then
 */
export async function makeFile(
	format: FormatName,
	briefing: Briefing,
	options: ExportOptions,
	signal: AbortSignal
): Promise<Uint8Array<ArrayBuffer>> {
	return withMaker(signal, (maker) =>
		maker.make(format, briefing, options, Comlink.proxy(browserTools(signal)) as unknown as Tools)
	);
}

/**
 * Draw the pages of a printed briefing in a worker of its own, one after the other.
 * @param onpage each page as SVG as soon as it is there
 * @throws AbortError when `signal` cancels
 */
export async function makePages(
	briefing: Briefing,
	parts: readonly Part[],
	onpage: (svg: string) => void,
	signal: AbortSignal
): Promise<void> {
	await withMaker(signal, async (maker) => {
		for (const [at, part] of parts.entries()) {
			const svg = await maker.page(briefing, part, at + 1);
			signal.throwIfAborted();
			onpage(svg);
		}
	});
}

async function withMaker<T>(
	signal: AbortSignal,
	work: (maker: Comlink.Remote<Maker>) => Promise<T>
): Promise<T> {
	signal.throwIfAborted();
	const worker = new Worker(new URL('../exports/worker.ts', import.meta.url), {
		type: 'module',
		name: 'exports'
	});
	try {
		return await new Promise((resolve, reject) => {
			signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
			worker.addEventListener('error', ({ message }) => reject(new Error(message)));
			work(Comlink.wrap<Maker>(worker)).then(resolve, reject);
		});
	} finally {
		worker.terminate();
	}
}

function browserTools(signal: AbortSignal): Tools {
	let style: Promise<string> | undefined;
	const fontStyle = () =>
		(style ??= fontFace((name) => {
			const url = Object.entries(PARTS).find(([path]) => path.endsWith(`/${name}`))![1];
			return fetchBytes(url, { signal });
		}));
	return {
		fontStyle,
		font: (weight) => fetchBytes(WHOLE[weight], { signal }),
		rasterise: async (svg, width) => rasterise(svg, width, await fontStyle())
	};
}

/** A letter for each part of the fonts, in each weight. */
const SIGNS = FONT_WEIGHTS.flatMap((weight) => ['H', 'ế'].map((sign) => ({ weight, sign })));
/** Side of the square in which each of them stands, in the units of the picture. */
const SIGN_SIZE = 24;
/** Fonts are decoded within milliseconds; a busy computer may take longer. */
const PATIENCE = 15_000;

/**
 * Draw an SVG file; it sees no fonts but those that it holds. A browser draws it before they are decoded, without any
 * text, and tells nobody when they are: letters in a strip under the picture do.
 */
async function rasterise(svg: string, width: number, style: string): Promise<Uint8Array> {
	const [, w, h] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number) as [
		number,
		number,
		number
	];
	const scale = width / w;
	const height = Math.round(h * scale);
	const strip = SIGNS.map(
		({ weight, sign }, at) =>
			`<text x="${at * SIGN_SIZE}" y="${h + SIGN_SIZE * 0.8}" font-size="${SIGN_SIZE * 0.8}" font-weight="${weight}">${sign}</text>`
	).join('');
	const whole = svg
		.replace(/<svg [^>]*>/, (tag) =>
			tag
				.replace(/ width="[^"]*"/, ` width="${width}"`)
				.replace(/ height="[^"]*"/, ` height="${(h + SIGN_SIZE) * scale}"`)
				.replace(/viewBox="[^"]*"/, `viewBox="0 0 ${w} ${h + SIGN_SIZE}"`)
				.concat(`<style>${style}</style>`)
		)
		.replace(/<\/svg>$/, `${strip}</svg>`);
	const url = URL.createObjectURL(new Blob([whole], { type: 'image/svg+xml' }));
	try {
		const image = new Image();
		image.src = url;
		await image.decode();
		await fontsIn(image, h / (h + SIGN_SIZE), w);
		const canvas = document.createElement('canvas');
		[canvas.width, canvas.height] = [width, height];
		canvas.getContext('2d')!.drawImage(image, 0, 0, width, (h + SIGN_SIZE) * scale);
		const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
		if (!blob) throw new Error('the picture is too large for this browser');
		return new Uint8Array(await blob.arrayBuffer());
	} finally {
		URL.revokeObjectURL(url);
	}
}

/**
 * Wait until each letter of the strip leaves a mark.
 * @param share of the image's height above the strip
 * @param units of the picture from left to right
 */
async function fontsIn(image: HTMLImageElement, share: number, units: number): Promise<void> {
	const canvas = document.createElement('canvas');
	[canvas.width, canvas.height] = [SIGNS.length * SIGN_SIZE, SIGN_SIZE];
	const context = canvas.getContext('2d', { willReadFrequently: true })!;
	const { naturalWidth, naturalHeight } = image;
	const part = (SIGNS.length * SIGN_SIZE * naturalWidth) / units;
	const from = naturalHeight * share;
	const start = performance.now();
	while (performance.now() - start < PATIENCE) {
		context.clearRect(0, 0, canvas.width, canvas.height);
		context.drawImage(
			image,
			0,
			from,
			part,
			naturalHeight - from,
			0,
			0,
			canvas.width,
			canvas.height
		);
		const isThere = SIGNS.every((_, at) =>
			context
				.getImageData(at * SIGN_SIZE, 4, SIGN_SIZE, SIGN_SIZE - 4)
				.data.some((value, byte) => byte % 4 === 3 && value > 100)
		);
		if (isThere) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error('a font of the picture is missing');
}

/** Hand a whole file to the reader. */
export function save(content: Uint8Array<ArrayBuffer>, name: string, mime: string): void {
	const url = URL.createObjectURL(new Blob([content], { type: mime }));
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	// The browser takes it over at once, but some only with the next turn.
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
