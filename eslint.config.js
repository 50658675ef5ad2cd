import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import { importX } from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Rooms of the house: who may be imported by whom (DESIGN.md, section 5). */
const rooms = [
	'i18n',
	'domain',
	'intake',
	'data',
	'state',
	'map',
	'svg',
	'exports',
	'server',
	'components'
].map((type) => ({
	type,
	pattern: `src/lib/${type}/**`,
	partialMatch: false
}));

/**
 * Rooms of the tools, each with its command on top (`scripts/samples.ts` above `scripts/samples/`): which rooms it uses,
 * and which of its files others may use. A room is a folder; what it does not offer is its own affair.
 */
const tools = {
	common: { uses: [], offers: ['*'] },
	gazetteer: { uses: ['common'], offers: ['*'] },
	place: {
		uses: ['common'],
		offers: ['coast', 'geometry', 'geometry-file', 'index-file', 'locate', 'place-index']
	},
	boundaries: {
		uses: ['common', 'gazetteer', 'place'],
		offers: [
			'abroad',
			'check-outlines',
			'imported',
			'leaves',
			'names',
			'outlines',
			'place-geometry',
			'shapes'
		]
	},
	samples: {
		uses: ['common', 'gazetteer', 'place', 'boundaries'],
		offers: [
			...['apply', 'month-table', 'hexagons', 'rounded', 'spatial-coverage', 'table-of-rows'],
			// How measurements become figures: the simulation's go the way of an office's.
			...['cell-order', 'group-measurements', 'hexagon-figures', 'hexagon-numbers'],
			...['unit-figures', 'unit-hexagons', 'unit-tree']
		]
	},
	crosswalk: {
		uses: ['common', 'gazetteer', 'boundaries', 'samples'],
		offers: ['crosswalks', 'paths']
	},
	simulate: {
		uses: ['common', 'gazetteer', 'boundaries', 'samples'],
		offers: ['simulate']
	},
	publish: {
		uses: ['common', 'gazetteer', 'place', 'boundaries', 'samples', 'crosswalk', 'simulate'],
		offers: []
	},
	brief: { uses: ['common'], offers: ['source', 'tools'] },
	site: { uses: ['common', 'brief'], offers: ['serve', 'headers'] }
};
/** Tests, what they share, benches, fuzzers and the commands on top see every room whole. */
const seesAll = [
	...['scripts/*.ts', 'scripts/**/*.test.ts'],
	...['scripts/testing/**', 'scripts/bench/**', 'scripts/fuzz/**']
];
const path = (...patterns) => ({ file: { path: patterns } });
const walls = [
	{ from: path(...seesAll), allow: { to: path('scripts/**') } },
	...Object.entries(tools).map(([room, { uses }]) => ({
		from: path(`scripts/${room}/**`),
		allow: {
			to: path(
				`scripts/${room}/**`,
				...uses.flatMap((other) => tools[other].offers.map((file) => `scripts/${other}/${file}.ts`))
			)
		}
	}))
];

const may = (from, ...allow) => ({
	from: { element: { type: from } },
	allow: { to: { element: { type: [...allow, from] } } }
});

export default defineConfig(
	globalIgnores([
		'build',
		'.releases/',
		'.fuzz/',
		'.svelte-kit/',
		'src/lib/i18n/generated/',
		'static/',
		'data/',
		'test-results/',
		'playwright-report/'
	]),
	js.configs.recommended,
	ts.configs.recommended,
	svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			'no-undef': 'off',
			'no-console': 'off',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/ban-ts-comment': 'error',
			'@typescript-eslint/consistent-type-imports': 'error'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig }
		}
	},
	{
		// Written by `npm run sync` from lists: as long as these are.
		files: ['src/lib/domain/listed.ts'],
		rules: { 'max-lines': 'off' }
	},
	{
		// Caches of promises are not shown: they need no reactivity.
		files: ['src/lib/state/**'],
		rules: { 'svelte/prefer-svelte-reactivity': 'off' }
	},
	{
		files: ['src/**/*.{ts,svelte}', 'scripts/**/*.ts'],
		plugins: { boundaries, 'import-x': importX },
		settings: {
			'import-x/resolver-next': [createTypeScriptImportResolver()],
			'import-x/extensions': ['.ts', '.js', '.svelte'],
			'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
			'import/resolver': { typescript: true },
			'boundaries/elements': [
				...rooms,
				{ type: 'routes', pattern: 'src/routes/**', partialMatch: false },
				{ type: 'scripts', pattern: 'scripts/**', partialMatch: false }
			]
		},
		rules: {
			'import-x/no-cycle': 'error',
			'boundaries/dependencies': [
				'error',
				{
					default: 'disallow',
					checkInternals: true,
					policies: [
						may('i18n'),
						may('domain', 'i18n'),
						may('intake', 'domain'),
						may('data', 'intake', 'domain', 'svg', 'i18n'),
						may('state', 'data', 'domain', 'i18n'),
						may('map', 'data', 'domain'),
						may('svg', 'domain', 'i18n'),
						may('exports', 'domain', 'svg', 'i18n'),
						may('server', 'data', 'domain', 'svg', 'i18n'),
						may('components', 'state', 'map', 'svg', 'exports', 'data', 'domain', 'i18n'),
						may('routes', 'server', 'components', 'state', 'i18n'),
						{
							from: { element: { type: 'scripts' } },
							allow: {
								to: { element: { type: ['domain', 'intake', 'data', 'svg', 'exports', 'i18n'] } }
							}
						},
						...walls
					]
				}
			]
		}
	},
	{
		// The same draft in Node, in a worker and in a service.
		files: ['src/lib/intake/**/*.ts'],
		ignores: ['**/*.test.ts'],
		rules: {
			complexity: ['error', 20],
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							regex: '^(node:|fs|path|os|crypto|zlib|stream|buffer$)',
							message: 'Intake knows no Node.'
						}
					]
				}
			],
			'no-restricted-globals': [
				'error',
				...[
					'window',
					'document',
					'self',
					'navigator',
					'location',
					'fetch',
					'localStorage',
					'process',
					'Buffer',
					'require',
					'global',
					'__dirname',
					'XMLHttpRequest',
					'Worker',
					'DOMParser'
				].map((name) => ({ name, message: 'Intake knows neither Node nor DOM.' }))
			]
		}
	}
);
