/** `npm run boundaries`: official polygons take the place of the embedded outlines. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EDITIONS } from '../src/lib/domain/edition.ts';
import { DataError } from '../src/lib/domain/errors.ts';
import { ROLES, type ColumnOptions } from './lib/import/columns.ts';
import { importBoundaries, IMPORT_STEPS } from './lib/import/import.ts';
import type { ImportReport } from './lib/imported.ts';
import { showProgress } from './lib/progress.ts';

const USAGE = `Usage: npm run boundaries -- --edition <${EDITIONS.map(({ id }) => id).join('|')}> --source <file or folder> [--source …]
  --code, --name, --province, --district <column>   columns of the file; guessed unless named
  --attribution <text>   whom the map names as the source; the file's name unless given
  --merge-parts          join several polygons of one unit
  --strict               refuse an import with units without polygon or polygons without unit
Then: npm run data`;
const ROOT = resolve(import.meta.dirname, '..');
const MOST_NAMED = 8;
/** Share of points that a province's outlines should put into the right unit. */
const GOAL = 0.997;

process.exitCode = await main();

/** @returns the exit status */
async function main(): Promise<number> {
	const text = { type: 'string' } as const;
	let values;
	try {
		({ values } = parseArgs({
			options: {
				edition: text,
				source: { type: 'string', multiple: true },
				code: text,
				name: text,
				province: text,
				district: text,
				attribution: text,
				strict: { type: 'boolean', default: false },
				'merge-parts': { type: 'boolean', default: false },
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
	const { edition, source } = values;
	if (!edition || !EDITIONS.some(({ id }) => id === edition) || !source) {
		console.error(USAGE);
		return 1;
	}
	const columns: ColumnOptions = {};
	for (const role of ROLES) if (values[role] !== undefined) columns[role] = values[role];
	const progress = showProgress(IMPORT_STEPS);
	try {
		const report = await importBoundaries({
			data: resolve(values.data),
			edition,
			sources: source,
			columns,
			attribution: values.attribution,
			strict: values.strict,
			mergeParts: values['merge-parts'],
			progress
		});
		progress.stop();
		console.log(describe(report).join('\n'));
		return 0;
	} catch (error) {
		progress.stop();
		if (!(error instanceof DataError)) throw error;
		console.error(error.message);
		return 1;
	}
}

function describe(report: ImportReport): string[] {
	const { polygons, matched, byName, repairedCodes, claimedTwice } = report;
	const memory = process.resourceUsage().maxRSS / 1024;
	const claims = claimedTwice.map(({ codes, km2 }) => `${codes.join('+')} ${km2} km²`);
	return [
		`${report.edition}: ${polygons} polygons, ${matched} matched, ${byName.length} of them by name`,
		line('codes without their leading zeros, repaired', repairedCodes),
		line(
			'units under another name in the file',
			report.renamed.map(({ code }) => code)
		),
		line('units without polygon, which keep their approximate outline', report.unitsWithoutPolygon),
		line(
			'polygons without unit, left out',
			report.polygonsWithoutUnit.map(({ file, row, name }) => `${file} row ${row} (${name})`)
		),
		line('further polygons of a unit, joined', report.duplicates),
		line('areas claimed twice', claims),
		...drawn(report),
		`${memory.toFixed(0)} MB of memory at most`,
		'Now run npm run data.'
	];
}

/** Sizes and truth of what is drawn. */
function drawn({ interval, brotliBytes, detail, agreement }: ImportReport): string[] {
	const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB after Brotli`;
	const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
	const misses = agreement.detail < GOAL ? `, less than the goal of ${percent(GOAL)}` : '';
	return [
		`Overview at ${interval} m: ${kilobytes(brotliBytes)}`,
		`Provinces at ${detail.interval} m: at most ${kilobytes(detail.brotliBytes)} (${detail.largest})`,
		`Of ${agreement.points} points on land, in the same unit as in full detail: ${percent(agreement.detail)} in the provinces' outlines${misses}, ${percent(agreement.overview)} in the overview`
	];
}

function line(what: string, items: readonly string[]): string {
	const more = items.length > MOST_NAMED ? ', …' : '';
	const named = items.length ? `: ${items.slice(0, MOST_NAMED).join(', ')}${more}` : '';
	return `  ${items.length} ${what}${named}`;
}
