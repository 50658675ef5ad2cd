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
	build: {
		target: 'es2022',
		chunkSizeWarningLimit: 1200,
		rolldownOptions: {
			output: {
				// Few files of what several pages share: each costs a slow line a part of a round trip (150 ms), and a page
				// still loads only what it needs, but for the smallest files.
				codeSplitting: {
					groups: [
						{
							name: 'shared',
							entriesAware: true,
							entriesAwareMergeThreshold: 12_000,
							minShareCount: 2
						}
					]
				}
			}
		}
	},
	test: {
		include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
		// Tests of pure functions: a world of its own for each file costs more than all of them.
		isolate: false,
		testTimeout: 30_000,
		hookTimeout: 60_000
	}
});
