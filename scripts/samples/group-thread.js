/** Where a thread of `GroupThreads` begins: it doesn't read TypeScript by itself. */
import { register } from 'tsx/esm/api';

register();
await import('./group-thread.ts');
