import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	kit: {
		// `npm run build` compresses afterwards: the adapter would do the published data once more at each build.
		adapter: adapter({ precompress: false }),
		// Relative paths, so that the site works below any folder of an office's server.
		paths: { relative: true },
		// The tools and the tests are type-checked with the app.
		typescript: {
			config: (config) => {
				config.include.push('../scripts/**/*.ts', '../tests/**/*.ts', '../*.ts');
			}
		}
	}
};
