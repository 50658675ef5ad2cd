/**
 * `npm run bench`: the figures of the README's table. `npm run bench -- site` measures the built site in a real browser
 * (needs `npm run data` and `npm run build` before; `first`, `bytes` and `smooth` are its parts), `npm run bench --
 * others` compares it with other ways to draw the same map (scripts/bench/others.ts), `npm run bench -- search`
 * times the search in the lists of units, `npm run bench -- boundaries` measures the
 * import of real boundaries, `npm run bench -- planner` times the plan of the whole country and tests its projections on
 * past months, `npm run bench -- publish` what it costs to publish what changed, `npm run bench -- drafts` times the draft of monthly workbooks, `npm run bench -- bad-input` what files cost that no office means, `npm run bench -- late` what a late file of measurements costs,
 * `npm run bench -- samples` times how points find their units (scripts/bench/places.ts) and measurements in, for CSV and Parquet (options: scripts/bench/samples.ts).
 */
import { join } from 'node:path';
import { benchBadInput } from './bench/bad-input.ts';
import { benchBoundaries } from './bench/boundaries.ts';
import { benchDrafts } from './bench/drafts.ts';
import { benchLate } from './bench/late.ts';
import { benchOthers } from './bench/others.ts';
import { benchPlanner } from './bench/planner.ts';
import { benchPublish } from './bench/publish.ts';
import { benchSearch } from './bench/search.ts';
import { benchSite } from './bench/site.ts';
import { run } from './common/run.ts';

const BENCHES: Record<string, () => Promise<void>> = {
	site: () => benchSite(),
	others: benchOthers,
	search: benchSearch,
	planner: benchPlanner,
	boundaries: benchBoundaries,
	publish: benchPublish,
	drafts: benchDrafts,
	'bad-input': benchBadInput,
	late: benchLate,
	samples: benchSamples
};
const PARTS: typeof BENCHES = {
	first: () => benchSite('first'),
	bytes: () => benchSite('bytes'),
	smooth: () => benchSite('smooth')
};
const asked = process.argv.slice(2);
const known = { ...BENCHES, ...PARTS };
const unknown = asked.find((name) => !Object.hasOwn(known, name));
if (unknown !== undefined) {
	console.error(`No bench "${unknown}"; there are ${Object.keys(known).join(', ')}`);
	process.exit(1);
}
for (const [name, bench] of Object.entries(asked.length === 0 ? BENCHES : known))
	if (asked.length === 0 || asked.includes(name)) await bench();

async function benchSamples(): Promise<void> {
	const runs = [
		['bench/places.ts'],
		['bench/samples.ts', '--format', 'csv'],
		['bench/samples.ts', '--format', 'parquet']
	];
	for (const [script, ...options] of runs) {
		const path = join(import.meta.dirname, script!);
		const { status } = await run(process.execPath, ['--import', 'tsx', path, ...options]);
		if (status !== 0) process.exitCode = status;
	}
}
