/** `npx tsx scripts/simulate-measurements.ts`: the single measurements behind a simulated month, as a CSV file. */
import { createWriteStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { editionOfMonth } from '../src/lib/domain/edition.ts';
import { DataError } from '../src/lib/domain/errors.ts';
import { readEditions } from './gazetteer/editions.ts';
import { readGazetteer } from './gazetteer/gazetteer.ts';
import { readImported } from './boundaries/imported.ts';
import { measurementLines, MEASUREMENTS_HEADER } from './simulate/measurements-csv.ts';
import { outlinesOf } from './boundaries/outlines.ts';
import { groundOf } from './boundaries/place-geometry.ts';
import { MEASURED_MONTHS, simulateMeasurements } from './simulate/simulate.ts';
import { SIMULATED_NETWORKS } from './simulate/trend.ts';

const USAGE = `Usage: npx tsx scripts/simulate-measurements.ts --month <${MEASURED_MONTHS.join('|')}> --out <file.csv>
They are what npm run data counts. Given to npm run samples -- add, they publish the same month.`;
const ROOT = resolve(import.meta.dirname, '..');

process.exitCode = await main();

/** @returns the exit status */
async function main(): Promise<number> {
	let values;
	try {
		({ values } = parseArgs({
			options: {
				month: { type: 'string', default: MEASURED_MONTHS[0]! },
				out: { type: 'string' },
				data: { type: 'string', default: resolve(ROOT, 'data') },
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
	if (!values.out || !MEASURED_MONTHS.includes(values.month)) {
		console.error(USAGE);
		return 1;
	}
	try {
		const lines = await linesOf(resolve(values.data), values.month);
		await pipeline(Readable.from(lines), createWriteStream(values.out));
		return 0;
	} catch (error) {
		if (!(error instanceof DataError)) throw error;
		console.error(error.message);
		return 1;
	}
}

/** Text of the file, some lines at a time. */
async function linesOf(data: string, month: string): Promise<Iterable<string>> {
	const edition = editionOfMonth(await readEditions(data), month)!.id;
	const gazetteer = await readGazetteer(data, edition);
	const imported = await readImported(join(data, 'boundaries'), edition);
	const topology =
		imported?.topology ?? (await outlinesOf(gazetteer, join(data, 'cache'), () => {}));
	const ground = await groundOf(data, gazetteer, topology);
	return (function* () {
		yield `${MEASUREMENTS_HEADER}\n`;
		for (const network of SIMULATED_NETWORKS) {
			let text = '';
			const drawn = simulateMeasurements(gazetteer, network, month, ground);
			for (const line of measurementLines(network, drawn)) {
				text += `${line}\n`;
				if (text.length < 1 << 20) continue;
				yield text;
				text = '';
			}
			yield text;
		}
	})();
}
