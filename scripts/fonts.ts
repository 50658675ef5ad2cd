/**
 * The page's typeface with what its texts need and no more: `npx tsx scripts/fonts.ts` writes src/lib/fonts/ anew from
 * Be Vietnam Pro (SIL Open Font License). A reader who comes for the first time waits for these files; the whole ones
 * are a third larger. What is not in them is drawn by the system's own typeface.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import subsetFont from 'subset-font';
import { LATIN, VIETNAMESE } from './site/letters.ts';

const require = createRequire(import.meta.url);
const FROM = join(dirname(require.resolve('@fontsource/be-vietnam-pro/package.json')), 'files');
const TO = 'src/lib/fonts';

await mkdir(TO, { recursive: true });
for (const weight of [400, 600])
	for (const [part, letters] of [
		['latin', LATIN],
		['vietnamese', VIETNAMESE]
	] as const) {
		const name = `be-vietnam-pro-${part}-${weight}-normal.woff2`;
		const whole = await readFile(join(FROM, name));
		const subset = await subsetFont(whole, letters, { targetFormat: 'woff2' });
		await writeFile(join(TO, name), subset);
		console.log(`${name}: ${whole.length} bytes, ${subset.length} of them needed`);
	}
