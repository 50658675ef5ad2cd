/** `npm run crosswalk`: compute the share of each old unit's area in each new one from imported outlines. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { CrosswalkDifference } from './crosswalk/compare-crosswalk.ts';
import { readEditions } from './gazetteer/editions.ts';
import { showProgress } from './common/progress.ts';
import { recomputeCrosswalk, RECOMPUTE_STEPS, type Recomputed } from './crosswalk/recompute.ts';
import { toldFault } from './told-fault.ts';

/** What a fault of the system leaves. */
const LEFT = 'the table in data/crosswalk/ is unchanged';

const USAGE = `Usage: npm run crosswalk -- [--from <edition>] [--to <the next edition>] [--write]
Without --from and --to between the last two editions of data/editions.csv. Both editions must have been imported with npm run boundaries. Without --write it only prints how the result
differs from the table in data/crosswalk/.`;
const ROOT = resolve(import.meta.dirname, '..');
const MOST_NAMED = 5;

process.exitCode = await main();

/** @returns the exit status */
async function main(): Promise<number> {
	let values;
	try {
		({ values } = parseArgs({
			options: {
				from: { type: 'string' },
				to: { type: 'string' },
				data: { type: 'string', default: resolve(ROOT, 'data') },
				write: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false }
			}
		}));
	} catch (error) {
		console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
		return 1;
	}
	if (values.help) {
		console.log(USAGE);
		return 0;
	}
	const { write } = values;
	const data = resolve(values.data);
	let editions;
	try {
		editions = (await readEditions(data)).map(({ id }) => id);
	} catch (error) {
		console.error(await toldFault(error, LEFT));
		return 1;
	}
	const to = values.to ?? editions.at(-1)!;
	const from = values.from ?? editions[editions.indexOf(to) - 1] ?? '';
	if (editions.indexOf(from) < 0 || editions[editions.indexOf(from) + 1] !== to) {
		console.error(`${from} and ${to} are not editions that follow each other\n${USAGE}`);
		return 1;
	}
	const progress = showProgress(RECOMPUTE_STEPS);
	try {
		const result = await recomputeCrosswalk({
			data,
			from,
			to,
			write,
			progress
		});
		progress.stop();
		console.log(describe(result).join('\n'));
		return 0;
	} catch (error) {
		progress.stop();
		console.error(await toldFault(error, LEFT));
		return 1;
	}
}

function describe(result: Recomputed): string[] {
	const { file, rows, apart, unsurveyed, lawful, difference, isWritten } = result;
	const memory = process.resourceUsage().maxRSS / 1024;
	return [
		`${rows.length} rows; ${memory.toFixed(0)} MB of memory at most`,
		`  ${apart.length} old units that lie in no new one keep the rows they had: ${named(apart)}`,
		`  ${unsurveyed.length} units without polygon in the files, whose approximate outlines don't count: ${named(unsurveyed)}`,
		...(lawful
			? describeLaw(lawful)
			: [
					'  data/crosswalk/successors.csv does not say where the provinces went: areas alone count'
				]),
		...(difference ? describeDifference(difference) : [`${file} was not there.`]),
		isWritten
			? `Written to ${file}. Now run npm run data.`
			: `Nothing was written; --write puts it into ${file}.`
	];
}

function describeLaw({ outside, astray, namesakes }: NonNullable<Recomputed['lawful']>): string[] {
	const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
	const most = [...outside].sort((a, b) => b.share - a.share);
	return [
		`  ${outside.length} old units with ground in another province than their successor's, which gets all: ${named(most.map(({ from, share }) => `${from} ${percent(share)}`))}`,
		`  ${astray.length} old units with no ground in their successor, left as their area says: ${named(astray)}`,
		`  ${namesakes.length} old units whose name a new one bears that holds a part of them, but not the largest: ${named(namesakes.map(({ from, to, share }) => `${from}>${to} ${percent(share)}`))}`
	];
}

function describeDifference(difference: CrosswalkDifference): string[] {
	const { common, onlyBefore, onlyAfter, changes, meanChange, sameArea, otherMain } = difference;
	const pair = ({ from, to, share }: { from: string; to: string; share: number }) =>
		`${from}>${to} ${share.toFixed(4)}`;
	return [
		'Against the table that was there:',
		`  ${common} rows in both, share different by ${meanChange.toFixed(4)} in the mean`,
		`  ${onlyAfter.length} rows only now, largest: ${named(onlyAfter.map(pair))}`,
		`  ${onlyBefore.length} rows only then, largest: ${named(onlyBefore.map(pair))}`,
		`  largest differences: ${named(changes.map(({ from, to, before, after }) => `${from}>${to} ${before} > ${after}`))}`,
		`  ${(sameArea * 100).toFixed(2)} % of the area goes to the same units`,
		`  ${otherMain.length} old units whose largest part goes elsewhere: ${named(otherMain)}`
	];
}

function named(items: readonly string[]): string {
	const more = items.length > MOST_NAMED ? ', …' : '';
	return items.length ? items.slice(0, MOST_NAMED).join(', ') + more : 'none';
}
