import { expect, it } from 'vitest';
import { foreignFiles } from './shell.ts';

const BUILD = ['/office/_app/immutable/entry/start.A1.js', '/office/_app/immutable/assets/0.B2.css'];

it('a page of the same version names only files of it, wherever it lies', () => {
	const page = `<link href="../_app/immutable/assets/0.B2.css" rel="stylesheet">
		<script>import("./_app/immutable/entry/start.A1.js")</script>`;
	expect(foreignFiles(page, BUILD)).toEqual([]);
});

it('a page of another version is found out by the files that this one lacks', () => {
	const page = `<script>import("./_app/immutable/entry/start.C3.js")</script>
		<link rel="modulepreload" href="./_app/immutable/entry/start.C3.js">`;
	expect(foreignFiles(page, BUILD)).toEqual(['_app/immutable/entry/start.C3.js']);
});
