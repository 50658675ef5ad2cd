import { resolve } from 'node:path';

/** One page of `pages/`, named by the environment, so that one that cannot be built leaves the others alone. */
const name = process.env.BENCH_PAGE ?? 'echarts';

export default {
	root: resolve(import.meta.dirname, 'pages'),
	base: './',
	// Older libraries of kepler.gl look for Node's globals.
	define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'globalThis' },
	build: {
		outDir: resolve(import.meta.dirname, 'dist', name),
		emptyOutDir: true,
		target: 'es2022',
		rollupOptions: { input: resolve(import.meta.dirname, 'pages', `${name}.html`) }
	},
	worker: { format: 'es' }
};
