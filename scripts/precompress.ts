/**
 * Last steps of `npm run build`: what pages without scripts never ask for goes; pictures as PNG; compress what the build
 * made; what `npm run data` compressed came along.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dayInVietNam } from '../src/lib/domain/month-clock.ts';
import { BUILD } from './lib/serve.ts';
import { plainFiles, precompress } from './lib/precompress.ts';
import { drawPreviews, rasterisePictures } from './lib/thumbnails.ts';

const names = await plainFiles(BUILD);
for (const name of names)
	if (/^embed\/static\/.*__data\.json$/.test(name)) await rm(join(BUILD, name));
await drawPreviews(join(BUILD, 'data'), BUILD, dayInVietNam(new Date()));
await rasterisePictures(
	BUILD,
	names.filter((name) => /^embed\/picture\/.*\.svg$/.test(name))
);
await precompress(BUILD, await plainFiles(BUILD));
