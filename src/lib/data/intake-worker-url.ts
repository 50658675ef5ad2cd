/** Where the worker lies that reads an office's files; an entry of the build of its own (`vite.config.ts`). */
export { default } from './intake-worker.ts?worker&url';
