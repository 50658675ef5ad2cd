import { outlineNames, provinceOutlines } from '$lib/server/province-outlines.ts';
import { error, json } from '@sveltejs/kit';
import type { EntryGenerator, RequestHandler } from './$types';

/** The build runs in the project's folder, where `npm run data` publishes. */
const DATA = 'static/data';

export const prerender = true;
export const trailingSlash = 'never';

export const entries: EntryGenerator = async () =>
	(await outlineNames(DATA)).map((name) => ({ name }));

/** The provinces of an edition without its communes. */
export const GET: RequestHandler = async ({ params: { name } }) => {
	const outlines = await provinceOutlines(DATA, name);
	return outlines ? json(outlines) : error(404);
};
