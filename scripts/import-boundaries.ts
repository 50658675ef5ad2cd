/** `npm run boundaries`: official polygons take the place of the embedded outlines. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROLES, type ColumnOptions } from './boundaries/columns.ts';
import { importBoundaries, IMPORT_STEPS } from './boundaries/import.ts';
import { addressOf, presetOf, readPresets } from './boundaries/presets.ts';
import { unmatchedFile } from './boundaries/unmatched.ts';
import type { ImportReport } from './boundaries/imported.ts';
import { showProgress } from './common/progress.ts';
import { readEditions } from './gazetteer/editions.ts';
import { toldFault } from './told-fault.ts';

/** What a fault of the system leaves. */
const LEFT = 'what was imported before is unchanged';

/** Environment variable with the address of a mirror of the presets. */
const PRESET_BASE = 'PRESET_BASE_URL';
const usageOf = (
	editions: readonly string[],
	presets: readonly string[]
) => `Usage: npm run boundaries -- --edition <${editions.join('|')}> --source <file, folder, address or preset> [--source …]
  presets: ${[...new Set(presets)].join(', ')} (${PRESET_BASE}=<address> names a mirror)
  --code, --name, --province, --district <column>   columns of the file; guessed unless named
  --crs EPSG:<code>      coordinates of files that don't tell, such as EPSG:3405 or EPSG:9209
  --layer <name>         layer of a GeoPackage, or object of TopoJSON, of several
  --sha256 <hex>         what the source's file must be; one for each source, in the same order
  --attribution <text>   whom the map names as the source; the file's name unless given
  --merge-parts          join several polygons of one unit
  --accept <codes>       units that are taken although their area or place isn't the list's, parted by commas
  --matches <file.csv>   polygons' units: the table of those without, which an import writes, filled in
  --strict               refuse an import with units without polygon, polygons without unit or features without area
  --strict=false         leave out files that can't be read and polygons without unit, however many, and name them
  --replace              take the place of an import that had more units
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
			// A switch that takes a value is none to parseArgs.
			args: process.argv
				.slice(2)
				.map((arg) => ({ '--strict=false': '--lenient', '--strict=true': '--strict' })[arg] ?? arg),
			options: {
				edition: text,
				source: { type: 'string', multiple: true },
				code: text,
				name: text,
				province: text,
				district: text,
				crs: text,
				layer: text,
				sha256: { type: 'string', multiple: true },
				attribution: text,
				strict: { type: 'boolean' },
				lenient: { type: 'boolean' },
				accept: { type: 'string', multiple: true },
				matches: text,
				'merge-parts': { type: 'boolean', default: false },
				replace: { type: 'boolean', default: false },
				data: { type: 'string', default: resolve(ROOT, 'data') },
				help: { type: 'boolean', default: false }
			}
		}));
	} catch (error) {
		console.error(`${error instanceof Error ? error.message : String(error)}\nSee --help`);
		return 1;
	}
	const data = resolve(values.data);
	let lists;
	try {
		const editions = (await readEditions(data)).map(({ id }) => id);
		lists = { editions, presets: await readPresets(data, editions) };
	} catch (error) {
		console.error(await toldFault(error, LEFT));
		return 1;
	}
	const { editions, presets: known } = lists;
	const usage = usageOf(
		editions,
		known.map(({ preset }) => preset)
	);
	if (values.help) {
		console.log(usage);
		return 0;
	}
	const { edition, source, sha256 } = values;
	if (edition && !editions.includes(edition)) {
		console.error(`--edition ${edition}: one of ${editions.join(', ')} is expected`);
		return 1;
	}
	if (!edition || !source || (sha256 && sha256.length !== source.length)) {
		console.error(usage);
		return 1;
	}
	const columns: ColumnOptions = {};
	for (const role of ROLES) if (values[role] !== undefined) columns[role] = values[role];
	const progress = showProgress(IMPORT_STEPS);
	try {
		const presets = source.map((name) => presetOf(known, name, edition, process.env[PRESET_BASE]));
		const [preset] = presets;
		if (presets.some(Boolean) && source.length > 1) {
			progress.stop();
			console.error(`A preset stands alone.\n${usage}`);
			return 1;
		}
		const report = await importBoundaries({
			data,
			edition,
			sources: preset ? [addressOf(preset)] : source,
			entries: preset?.entries,
			columns: { ...preset?.columns, ...columns },
			attribution: values.attribution ?? preset?.attribution,
			checksums: sha256,
			crs: values.crs,
			layer: values.layer,
			strict: values.lenient ? false : values.strict,
			accept: values.accept?.flatMap((codes) => codes.split(/[,;\s]+/).filter(Boolean)),
			matches: values.matches,
			mergeParts: values['merge-parts'],
			replace: values.replace,
			progress
		});
		progress.stop();
		console.log(describe(report, resolve(values.data)).join('\n'));
		return 0;
	} catch (error) {
		progress.stop();
		console.error(await toldFault(error, LEFT));
		return 1;
	}
}

function describe(report: ImportReport, data: string): string[] {
	const { polygons, matched, byName, repairedCodes, claimedTwice, unclaimed } = report;
	const { polygonsWithoutUnit } = report;
	const memory = process.resourceUsage().maxRSS / 1024;
	const claims = claimedTwice.map(({ codes, km2 }) => `${codes.join('+')} ${km2} km²`);
	const gaps = unclaimed.map(
		({ km2, lon, lat, neighbours }) =>
			`${km2} km² at ${lat}° N ${lon}° E between ${neighbours.slice(0, MOST_NAMED).join('+')}`
	);
	const resized = report.resized.map(
		({ code, before, after }) => `${code} ${before} → ${after} km²`
	);
	return [
		`${report.edition}: ${polygons} polygons, ${matched} matched, ${byName.length} of them by name`,
		line('codes without their leading zeros, repaired', repairedCodes),
		line(
			'units under another name in the file',
			report.renamed.map(({ code }) => code)
		),
		line(
			'codes that name another unit; names, parents and place outweighed them',
			report.overruled.map(({ code, name }) => `${code} (${name})`)
		),
		line('units by the table of matches', report.byTable),
		line('units taken although the list knows them otherwise', report.accepted),
		line(
			'features without geometry or area, left out',
			report.bare.map(({ file, row, name }) => `${file} row ${row} (${name})`)
		),
		line('units without polygon, which keep their approximate outline', report.unitsWithoutPolygon),
		line(
			'polygons without unit, left out',
			polygonsWithoutUnit.map(({ file, row, name }) => `${file} row ${row} (${name})`)
		),
		...(polygonsWithoutUnit.length
			? [
					`    ${unmatchedFile(data, report.edition)} lists them: fill in its column "unit", then --matches`
				]
			: []),
		line('further polygons of a unit, joined', report.duplicates),
		line('areas claimed twice', claims),
		`  ${report.filled?.count ?? 0} slivers between neighbours, filled: ${report.filled?.km2 ?? 0} km²`,
		line("larger gaps, which stay nobody's", gaps),
		line(
			'islands that no polygon shows, which keep their approximate outline',
			report.islands.map(({ code, name }) => `${name} (${code})`)
		),
		line(
			'islands too small to be seen, which the overview draws larger',
			report.islets.map(({ code, name }) => `${name} (${code})`)
		),
		line('units with over 2 % more or less ground than in the files', resized),
		line(
			"units whose listed point lies in another unit's polygon",
			report.astray.map(({ code, within }) => `${code} in ${within}`)
		),
		...drawn(report),
		`${memory.toFixed(0)} MB of memory at most`,
		'Now run npm run data.'
	];
}

/** Sizes and truth of what is drawn. */
function drawn({ interval, brotliBytes, detail, agreement, unlike }: ImportReport): string[] {
	const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB after Brotli`;
	const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
	const shares = (units: readonly { code: string; share: number }[] = []) =>
		units.map(({ code, share }) => `${code} ${share > 0 ? '+' : ''}${(100 * share).toFixed(1)} %`);
	const misses = agreement.detail < GOAL ? `, less than the goal of ${percent(GOAL)}` : '';
	return [
		`Overview at ${interval} m: ${kilobytes(brotliBytes)}`,
		`Provinces at ${detail.interval} m: at most ${kilobytes(detail.brotliBytes)} (${detail.largest})`,
		line('units whose ground differs by over 3 % in the overview', shares(unlike?.overview)),
		line(
			"units whose ground differs by over 0.5 % in the provinces' outlines",
			shares(unlike?.detail)
		),
		`Of ${agreement.points} points on land, in the same unit as in full detail: ${percent(agreement.detail)} in the provinces' outlines${misses}, ${percent(agreement.overview)} in the overview`
	];
}

function line(what: string, items: readonly string[]): string {
	const more = items.length > MOST_NAMED ? ', …' : '';
	const named = items.length ? `: ${items.slice(0, MOST_NAMED).join(', ')}${more}` : '';
	return `  ${items.length} ${what}${named}`;
}
