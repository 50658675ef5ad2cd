/** Last steps of `npm run build`: what pages without scripts never ask for goes; compress what the build made; what `npm run data` compressed came along. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILD } from './lib/serve.ts';
import { plainFiles, precompress } from './lib/precompress.ts';

for (const name of await plainFiles(BUILD))
	if (/^embed\/static\/.*__data\.json$/.test(name)) await rm(join(BUILD, name));
await precompress(BUILD, await plainFiles(BUILD));
