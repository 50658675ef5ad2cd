import { readBackTests } from '$lib/server/back-test.ts';
import { readFacts } from '$lib/server/facts.ts';
import type { PageServerLoad } from './$types';

/** The build runs in the project's folder, where `npm run data` publishes. */
const DATA = 'static/data';

export const load: PageServerLoad = async () => ({
	facts: await readFacts(DATA),
	projections: await readBackTests(DATA)
});
