import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	kit: {
		// `npm run build` compresses afterwards: the adapter would do the published data once more at each build.
		// It makes the site beside the one in force, and switches (scripts/build.ts).
		adapter: adapter({ pages: '.releases/next', precompress: false }),
		// Relative paths, so that the site works below any folder of an office's server.
		paths: { relative: true },
		// The styles come inside the page: the first picture then waits for one file, not for two rounds.
		inlineStyleThreshold: 65_536,
		// What a page may do, in the page itself; what only a header can say stands in scripts/site/headers.ts.
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['none'],
				// SvelteKit adds the hash of its one inline script.
				'script-src': ['self'],
				// With the hash of the styles inside the page.
				'style-src': ['self'],
				// Attributes only: the prerendered page gives bars their width and swatches their colour.
				'style-src-attr': ['unsafe-inline'],
				'font-src': ['self'],
				// Pictures that the map draws for itself, and those that are saved.
				'img-src': ['self', 'data:', 'blob:'],
				// `blob:` is how polygons go from the data worker to the map.
				'connect-src': ['self', 'blob:'],
				'worker-src': ['self'],
				// The preview of the embedded map.
				'frame-src': ['self'],
				'manifest-src': ['self'],
				'base-uri': ['none'],
				'form-action': ['none']
			}
		},
		prerender: {
			handleHttpError({ path, message }) {
				// Drawn after the pages (scripts/site/thumbnails.ts).
				if (!/^\/og\/\w+\.png$/.test(path)) throw new Error(message);
			}
		},
		serviceWorker: {
			// Registered after the map's files have come (state/connection.svelte.ts), so that it delays nothing.
			register: false,
			// Published data is kept by the data worker, as it is visited.
			files: (path) => !path.startsWith('data/')
		},
		// The tools and the tests are type-checked with the app.
		typescript: {
			config: (config) => {
				config.include.push('../scripts/**/*.ts', '../tests/**/*.ts', '../*.ts');
			}
		}
	}
};
