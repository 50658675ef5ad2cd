/**
 * Serve what was built: `PORT` (4173 unless set) on this machine. `FRAME_ANCESTORS` names the hosts that may show the
 * embedded map, divided by spaces; without it every site may.
 */
import { BUILD, serveBuild } from './lib/serve.ts';

const port = Number(process.env.PORT ?? 4173);
await serveBuild(port, BUILD, process.env.FRAME_ANCESTORS);
console.log(`http://localhost:${port}`);
