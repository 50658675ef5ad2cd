/**
 * `npm run bench -- search`: the processor time that the search takes with the real lists of units. In node and on one thread, as in
 * the data worker; what the site adds is the way to the worker and back.
 */
import { searchUnits } from '../../src/lib/domain/search.ts';
import { buildSearchIndex } from '../../src/lib/domain/search-index.ts';
import { unitsOf } from '../../src/lib/domain/unit.ts';
import { readCrosswalks } from '../crosswalk/crosswalks.ts';
import { readGazetteers } from '../gazetteer/gazetteer.ts';

/** Units whose names are typed letter by letter. */
const TYPED = 60;

/** Print the time of the index and of a question: each beginning of the names of units from all over the country. */
export async function benchSearch(): Promise<void> {
	const data = 'data';
	const [before, newest] = (await readGazetteers(data)).slice(-2).map(({ units }) => units);
	const [bridge] = await readCrosswalks(data, [before!, newest!]);
	for (const [name, units, former] of [
		[before!.edition, before!, []],
		[
			`${newest!.edition} with former names`,
			newest!,
			[{ units: before!, crosswalk: bridge!.crosswalk }]
		]
	] as const) {
		const start = process.cpuUsage();
		const index = buildSearchIndex(units, former);
		const { user, system } = process.cpuUsage(start);
		const { codes, names } = unitsOf(before!, 'commune');
		const step = Math.floor(codes.length / TYPED);
		const times: number[] = [];
		for (let row = 0; row < codes.length; row += step) {
			const text = names[row]!;
			for (let length = 1; length <= text.length; length++) {
				const asked = process.cpuUsage();
				searchUnits(index, text.slice(0, length));
				const spent = process.cpuUsage(asked);
				times.push((spent.user + spent.system) / 1000);
			}
		}
		times.sort((a, b) => a - b);
		const at = (part: number) => `${times[Math.floor(times.length * part)]!.toFixed(1)} ms`;
		const entries = index.entries.length.toLocaleString('en');
		console.log(
			`search, ${name}: ${entries} units, index ${((user + system) / 1000).toFixed(0)} ms CPU, ` +
				`${times.length} questions, CPU: p50 ${at(0.5)}, p95 ${at(0.95)}, longest ${at(0.9999)}`
		);
	}
}
