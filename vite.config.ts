import { resolve } from 'node:path';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Text of libraries that works in Node and not in the built page, and what stands there instead. */
const MENDED = [
	{
		// It knows its patterns by the name of their class, which a minifier removes: hatched units became black
		// (alafr/SVG-to-PDFKit#137). A colour is a text or a list of numbers; a pattern holds the group that it repeats.
		file: /\/svg-to-pdfkit\/.*\.js$/,
		from: "color[0].constructor.name === 'PDFPattern'",
		to: "'group' in Object(color[0])",
		times: 2
	},
	{
		// It packs large sheets in workers from blobs, which the page's policy forbids: the country's workbook never came.
		file: /\/write-excel-file\/modules\/zip\/zipToArrayBuffer\.js$/,
		from: "import { zip } from 'fflate';",
		to: "import { zipSync } from 'fflate'; const zip = (files, done) => done(null, zipSync(files));",
		times: 1
	}
];

/** Mends libraries; a release of one that reads otherwise ends the build. */
function mendLibraries(): Plugin {
	return {
		name: 'mend-libraries',
		enforce: 'pre',
		transform(code, id) {
			const mended = MENDED.find(({ file }) => file.test(id));
			if (!mended) return undefined;
			const { from, to, times } = mended;
			if (code.split(from).length !== times + 1)
				this.error(`${id} has not ${times} times: ${from}`);
			return code.replaceAll(from, to);
		}
	};
}

/** The worker that reads an office's files: in the build by itself, so that no page waits for it. */
function intakeWorker(): Plugin {
	return {
		name: 'intake-worker',
		apply: 'build',
		applyToEnvironment: ({ name }) => name === 'client',
		buildStart() {
			this.emitFile({ type: 'chunk', id: 'src/lib/data/intake-worker-url.ts' });
		}
	};
}

/**
 * Texts of the page: each is a module of its own, so that a page loads those that it shows. Commands and tests load all
 * of them, and have one module a language, which is read in half a second less.
 */
const PAGE_TEXTS = './.svelte-kit/texts';

export default defineConfig({
	plugins: [
		mendLibraries(),
		intakeWorker(),
		// Unit tests read what `npm run sync` compiled; the plugin's watcher would keep them from ending.
		!process.env.VITEST &&
			paraglideVitePlugin({
				project: './project.inlang',
				outdir: PAGE_TEXTS,
				strategy: ['globalVariable', 'baseLocale']
			}),
		sveltekit()
	],
	resolve: {
		alias: process.env.VITEST
			? []
			: [
					{
						find: /^\.{1,2}\/(?:i18n\/)?generated\/(messages|runtime)\.js$/,
						replacement: resolve(PAGE_TEXTS, '$1.js')
					}
				]
	},
	// Workers are built with plugins of their own.
	worker: { format: 'es', plugins: () => [mendLibraries()] },
	build: { target: 'es2022', chunkSizeWarningLimit: 1200 },
	test: {
		include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
		// Tests of pure functions: a world of its own for each file costs more than all of them.
		isolate: false,
		// Of two processors, which is what tests run on, one would be left idle.
		maxWorkers: '100%',
		// A limit against what hangs, not a promise of speed: a machine may do other things.
		testTimeout: 180_000,
		hookTimeout: 180_000
	}
});
