import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	plugins: [
		// Unit tests read what `npm run sync` compiled; the plugin's watcher would keep them from ending.
		!process.env.VITEST &&
			paraglideVitePlugin({
				project: './project.inlang',
				outdir: './src/lib/i18n/generated',
				strategy: ['globalVariable', 'baseLocale']
			}),
		sveltekit()
	],
	worker: { format: 'es' },
	build: { target: 'es2022', chunkSizeWarningLimit: 1200 },
	test: {
		include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
		// Tests of pure functions: a world of its own for each file costs more than all of them.
		isolate: false,
		testTimeout: 30_000,
		hookTimeout: 60_000
	}
});
