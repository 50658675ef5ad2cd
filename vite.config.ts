import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/**
 * The library that draws SVG into PDF knows its patterns by the name of their class, which a minifier removes: hatched
 * units became black (alafr/SVG-to-PDFKit#137). Here it knows them by what they hold. A release of the library that
 * asks in other words ends the build.
 */
function keepPatterns(): Plugin {
	const asked = "color[0].constructor.name === 'PDFPattern'";
	return {
		name: 'keep-patterns',
		enforce: 'pre',
		transform: {
			filter: { id: /\/svg-to-pdfkit\/.*\.js$/ },
			handler(code) {
				if (code.split(asked).length !== 3 || code.split('PDFPattern').length !== 4)
					this.error(`svg-to-pdfkit asks for its patterns in another way than "${asked}", twice`);
				// A colour is a text or a list of numbers; a pattern holds the group that it repeats.
				return code.replaceAll(asked, "'group' in Object(color[0])");
			}
		}
	};
}

export default defineConfig({
	plugins: [
		keepPatterns(),
		// Unit tests read what `npm run sync` compiled; the plugin's watcher would keep them from ending.
		!process.env.VITEST &&
			paraglideVitePlugin({
				project: './project.inlang',
				outdir: './src/lib/i18n/generated',
				strategy: ['globalVariable', 'baseLocale']
			}),
		sveltekit()
	],
	// Workers are built with plugins of their own.
	worker: { format: 'es', plugins: () => [keepPatterns()] },
	build: { target: 'es2022', chunkSizeWarningLimit: 1200 },
	test: {
		include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
		// Tests of pure functions: a world of its own for each file costs more than all of them.
		isolate: false,
		testTimeout: 30_000,
		hookTimeout: 60_000
	}
});
