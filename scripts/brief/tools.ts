/** What exports need of the machine, without a browser. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { DataError } from '../../src/lib/domain/errors.ts';
import { FONT_WEIGHTS, type FontWeight, type Tools } from '../../src/lib/exports/briefing.ts';
import { fontFace } from '../../src/lib/exports/font-face.ts';

const require = createRequire(import.meta.url);
const FAMILY = 'Be Vietnam Pro';
const NAMES: Record<FontWeight, string> = { 400: '400Regular', 600: '600SemiBold', 700: '700Bold' };

/** Whole fonts: in the packages for pages each one is cut in parts. */
export function fontPath(weight: FontWeight): string {
	const folder = dirname(require.resolve('@expo-google-fonts/be-vietnam-pro/package.json'));
	return join(folder, NAMES[weight], `BeVietnamPro_${NAMES[weight]}.ttf`);
}

/** @throws DataError when a font is missing: text would be empty, or in any font. */
export async function nodeTools(): Promise<Tools> {
	await Promise.all(FONT_WEIGHTS.map((weight) => read(fontPath(weight))));
	const font = {
		loadSystemFonts: false,
		fontFiles: FONT_WEIGHTS.map(fontPath),
		defaultFontFamily: FAMILY
	};
	return {
		async rasterise(svg, width) {
			const fitTo = { mode: 'width', value: width } as const;
			return new Resvg(svg, { font, fitTo }).render().asPng();
		},
		font: (weight) => read(fontPath(weight)),
		fontStyle: async () => {
			const folder = join(
				dirname(require.resolve('@fontsource/be-vietnam-pro/package.json')),
				'files'
			);
			return fontFace((name) => read(join(folder, name)));
		}
	};
}

async function read(path: string): Promise<Uint8Array> {
	return readFile(path).catch((error: NodeJS.ErrnoException) => {
		throw new DataError('unreachable', {
			file: path,
			found: error.code ?? error.message,
			expected: 'a font of the pictures',
			remedy: 'Run `npm ci` first.'
		});
	});
}
