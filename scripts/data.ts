/** `npm run data`: make `static/data/` from `data/`. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DataError } from '../src/lib/domain/errors.ts';
import type { Month } from '../src/lib/domain/month.ts';
import { build, STEPS, type BuildResult } from './lib/build.ts';
import { showProgress } from './lib/progress.ts';
import { describeResult } from './lib/report.ts';

const USAGE = 'Usage: tsx scripts/data.ts [--data <folder>] [--out <folder>]';
const ROOT = resolve(import.meta.dirname, '..');

process.exitCode = await main();

/** @returns the exit status */
async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			data: { type: 'string', default: resolve(ROOT, 'data') },
			out: { type: 'string', default: resolve(ROOT, 'static/data') },
			help: { type: 'boolean', default: false }
		}
	});
	if (values.help) {
		console.log(USAGE);
		return 0;
	}
	const progress = showProgress(STEPS);
	try {
		const result = await build({
			data: resolve(values.data),
			out: resolve(values.out),
			thisMonth: currentMonth(new Date()),
			progress
		});
		progress.stop();
		return report(result);
	} catch (error) {
		progress.stop();
		if (!(error instanceof DataError)) throw error;
		console.error(error.message);
		return 1;
	}
}

function report(result: BuildResult): number {
	const text = describeResult(result).join('\n');
	if (result.state !== 'refused') {
		console.log(text);
		return 0;
	}
	console.error(text);
	return 1;
}

/** The calendar month in Asia/Ho_Chi_Minh (UTC+7, no summer time). */
function currentMonth(now: Date): Month {
	return new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 7);
}
