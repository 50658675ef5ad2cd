/** Pictures of the built site for those who show no SVG: previews of a link, and pages that embed a PNG. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { catalogueOf } from '../../src/lib/data/catalogue.ts';
import { readManifest } from '../../src/lib/data/manifest.ts';
import { provincesSelection } from '../../src/lib/domain/usual-selection.ts';
import { pictureOf } from '../../src/lib/exports/picture.ts';
import { LOCALES } from '../../src/lib/i18n/locale.ts';
import { readMonthSource } from '../brief/source.ts';
import { nodeTools } from '../brief/tools.ts';
import { onAllCores } from '../common/cores.ts';
import { disk } from '../common/disk.ts';
import { replaceFile } from '../common/publish.ts';

/** Pixels that social networks and messengers ask for. */
export const PREVIEW = [1200, 630] as const;
/** Pixels from left to right of the others. */
const WIDTH = 1200;

/**
 * Draw the provinces that the page opens with for previews of links (`og/<lang>.png`).
 * @param data folder of the published files
 * @param out folder of the built site
 * @param day in Viet Nam, `YYYY-MM-DD`
 */
export async function drawPreviews(data: string, out: string, day: string): Promise<void> {
	const manifest: unknown = JSON.parse(await readFile(join(data, 'manifest.json'), 'utf8'));
	const selection = provincesSelection(catalogueOf(readManifest(manifest, 'manifest.json')));
	const source = await readMonthSource(data, selection.month, selection.network, day);
	const tools = await nodeTools();
	for (const locale of LOCALES) {
		const briefing = await source.briefing({ ...selection, locale });
		const svg = pictureOf(briefing, PREVIEW, { transparent: false });
		await write(join(out, 'og', `${locale}.png`), await tools.rasterise(svg, PREVIEW[0]));
	}
}

/**
 * Put a PNG beside each SVG picture.
 * @param names paths of SVG files below the folder
 */
export async function rasterisePictures(folder: string, names: readonly string[]): Promise<void> {
	const tools = await nodeTools();
	await onAllCores(names, async (name) => {
		const svg = await readFile(join(folder, name), 'utf8');
		await write(join(folder, name.replace(/\.svg$/, '.png')), await tools.rasterise(svg, WIDTH));
	});
}

async function write(path: string, content: Uint8Array): Promise<void> {
	await disk().mkdir(dirname(path));
	await replaceFile(path, content);
}
