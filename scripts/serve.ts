/** Serve what was built: `PORT` (4173 unless set) on this machine. */
import { serveBuild } from './lib/serve.ts';

const port = Number(process.env.PORT ?? 4173);
await serveBuild(port);
console.log(`http://localhost:${port}`);
