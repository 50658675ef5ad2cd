/** Last step of `npm run build`: compress what the build made; what `npm run data` compressed came along. */
import { BUILD } from './lib/serve.ts';
import { plainFiles, precompress } from './lib/precompress.ts';

await precompress(BUILD, await plainFiles(BUILD));
