/** `npm run samples`: an office's files become months in the place of simulated ones. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DataError } from '../src/lib/domain/errors.ts';
import { STATISTICS } from '../src/lib/domain/join.ts';
import { isMonth } from '../src/lib/domain/month.ts';
import { isNetwork, NETWORKS } from '../src/lib/domain/network.ts';
import { showProgress } from './common/progress.ts';
import { ADD_STEPS, addSamples } from './samples/add.ts';
import { speedUnit } from './samples/columns.ts';
import { listMonths, removeMonth, showMonth } from './samples/months.ts';
import { addPopulation } from './samples/population.ts';
import type { AddOptions } from './samples/part.ts';
import { describeReport } from './samples/report.ts';

const USAGE = `Usage: npm run samples -- add <files…>              put files in: monthly tables or measurements
       npm run samples -- replace <month> <files…>  put them in the place of what the month has
       npm run samples -- list                      months that are in
       npm run samples -- show <month>              what a month was made from, and its report
       npm run samples -- remove <month>            back to what was there without it
       npm run samples -- population <file>         where people live, for spatial coverage: longitude, latitude and
                                                    population, or H3 cell and population; remove population ends it
Files: CSV, Excel (.xlsx), Parquet, JSON, NDJSON; text also with gzip; patterns such as 'thang-9/*.xlsx'
  --month <YYYY-MM>        of a table that doesn't say; of measurements, only those of this month
  --network <${NETWORKS.join('|')}>  of a file that doesn't say
  --statistic <${STATISTICS.join('|')}>  of a table's speeds, if it doesn't say
  --unit <unit>            Mbit/s, kbit/s, bit/s or Gbit/s, where headers don't say; Mbit/s unless given
  --map <column=header>    a column that isn't recognised; several times
Then: npm run data`;
const ROOT = resolve(import.meta.dirname, '..');

process.exitCode = await main();

/** @returns the exit status */
async function main(): Promise<number> {
	const text = { type: 'string' } as const;
	let parsed;
	try {
		parsed = parseArgs({
			allowPositionals: true,
			options: {
				month: text,
				network: text,
				statistic: text,
				unit: text,
				map: { type: 'string', multiple: true },
				data: { type: 'string', default: resolve(ROOT, 'data') },
				help: { type: 'boolean', default: false }
			}
		});
	} catch (error) {
		return misused(error instanceof Error ? error.message : String(error));
	}
	const { values, positionals } = parsed;
	if (values.help) {
		console.log(USAGE);
		return 0;
	}
	const [command, ...rest] = positionals;
	const folder = join(resolve(values.data), 'samples');
	try {
		if (command === 'list' && rest.length === 0) return say(await listMonths(folder));
		if (command === 'show' && rest.length === 1) return say(await showMonth(folder, rest[0]!));
		if (command === 'remove' && rest.length === 1) return say(await removeMonth(folder, rest[0]!));
		if (command === 'population' && rest.length === 1)
			return say(await addPopulation(resolve(values.data), rest[0]!));
		const replace = command === 'replace' ? rest[0] : undefined;
		const files = command === 'replace' ? rest.slice(1) : rest;
		const isUsed = command === 'add' || command === 'replace';
		if (!isUsed || files.length === 0)
			return misused(`unknown or incomplete: ${positionals.join(' ')}`);
		return await add({ ...values, replace }, files);
	} catch (error) {
		if (!(error instanceof DataError)) throw error;
		console.error(error.message);
		return 1;
	}
}

function say(lines: readonly string[]): number {
	console.log(lines.join('\n'));
	return 0;
}

function misused(text: string): number {
	console.error(`${text}\n${USAGE}`);
	return 1;
}

interface Values {
	data: string;
	replace?: string;
	month?: string;
	network?: string;
	statistic?: string;
	unit?: string;
	map?: string[];
}

async function add(values: Values, files: readonly string[]): Promise<number> {
	const { month, replace, network } = values;
	const statistic = STATISTICS.find((known) => known === values.statistic);
	const unit = values.unit === undefined ? undefined : speedUnit(values.unit);
	for (const [option, found, isRight] of [
		['--month', month, month === undefined || isMonth(month)],
		['replace', replace, replace === undefined || isMonth(replace)],
		['--network', network, network === undefined || isNetwork(network)],
		[
			'--statistic',
			values.statistic,
			(values.statistic === undefined) === (statistic === undefined)
		],
		['--unit', values.unit, (values.unit === undefined) === (unit === undefined)]
	] as const)
		if (!isRight) return misused(`${option} ${found}: not understood`);
	const progress = showProgress(ADD_STEPS);
	const options: AddOptions = {
		data: resolve(values.data),
		files,
		map: values.map,
		month: month ?? replace,
		network: network as AddOptions['network'],
		statistic,
		unit,
		replace,
		now: new Date(),
		progress
	};
	const { known, report } = await addSamples(options).finally(() => progress.stop());
	const memory = process.resourceUsage().maxRSS / 1024;
	return say([
		...known.map((name) => `${name}: is in already; nothing was changed for it`),
		...(report ? describeReport(report) : []),
		...(report ? [`${memory.toFixed(0)} MB of memory at most. Now run npm run data.`] : [])
	]);
}
