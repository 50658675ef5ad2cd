/** `npm run brief`: pictures, slides, reports and tables of a month, for one unit, every province or the country. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isMonth } from '../src/lib/domain/month.ts';
import { isNetwork, NETWORKS } from '../src/lib/domain/network.ts';
import { isMeasure, MEASURES } from '../src/lib/domain/measure.ts';
import { isLevel, LEVELS } from '../src/lib/domain/unit.ts';
import { PARTS, SIZES, type Part } from '../src/lib/exports/briefing.ts';
import { FORMAT_NAMES, FORMATS, isFormat, type FormatName } from '../src/lib/exports/registry.ts';
import { isLocale, LOCALES } from '../src/lib/i18n/locale.ts';
import { makeBriefs, type BriefWish } from './brief/briefs.ts';
import { toldFault } from './told-fault.ts';

/** What a fault of the system leaves. */
const LEFT = 'files that were whole are unchanged';

const ROOT = resolve(import.meta.dirname, '..');
const USAGE = `Usage: npm run brief -- --month <YYYY-MM> [--network <${NETWORKS.join('|')}>] --format <formats> --out <folder>
  --unit <code|all|country>  a province or district by its code, all provinces, or the country (if left out)
  --format <formats>         separated by commas: ${FORMAT_NAMES.join(', ')}
  --level <${LEVELS.join('|')}>  of the units on maps and in tables; communes if left out
  --measure <measure>        that maps show: ${MEASURES.join(', ')}; samples if left out
  --lang <${LOCALES.join('|')}>             vi if left out
  --size <${SIZES.join('|')}>  of pictures and pages; a4 if left out; --portrait turns them
  --parts <pages|all>        of a PDF, separated by commas: ${PARTS.join(', ')}; the picture alone if left out
  --transparent              pictures without paper
  --workers <number>         that work at the same time; as many as there are processors if left out
  --data <folder>            of what npm run data published
Files that are whole and up to date stay as they are: run it again to go on.`;

/** Options that only some formats heed. */
const SIZED = FORMAT_NAMES.filter((name) => FORMATS[name].sized);
const HEEDED_BY: readonly (readonly [option: string, formats: readonly FormatName[]])[] = [
	['size', SIZED],
	['portrait', SIZED],
	['transparent', ['png', 'svg']],
	['parts', ['pdf']]
];

process.exitCode = await main();

/** @returns the exit status */
async function main(): Promise<number> {
	const text = { type: 'string' } as const;
	const flag = { type: 'boolean', default: false } as const;
	let parsed;
	try {
		parsed = parseArgs({
			options: {
				month: text,
				network: { type: 'string', default: 'mobile' },
				unit: { type: 'string', default: 'country' },
				level: { type: 'string', default: 'commune' },
				measure: { type: 'string', default: 'samples' },
				lang: { type: 'string', default: 'vi' },
				format: text,
				size: text,
				parts: text,
				out: text,
				workers: text,
				data: { type: 'string', default: resolve(ROOT, 'static/data') },
				portrait: { type: 'boolean' },
				transparent: { type: 'boolean' },
				help: flag
			}
		}).values;
	} catch (error) {
		return misused(error instanceof Error ? error.message : String(error));
	}
	if (parsed.help) {
		console.log(USAGE);
		return 0;
	}
	const wish = wishOf(parsed);
	if (typeof wish === 'string') return misused(wish);
	try {
		const { made, kept, failed } = await makeBriefs(wish);
		for (const line of failed) console.error(line);
		console.log(`${made} made, ${kept} were up to date, ${failed.length} failed: ${wish.out}`);
		return failed.length ? 1 : 0;
	} catch (error) {
		console.error(await toldFault(error, LEFT));
		return 1;
	}
}

function misused(text: string): number {
	console.error(`${text}\n${USAGE}`);
	return 1;
}

/** @returns what is said of an option that none of the formats heeds */
function unusedOf(
	values: Record<string, string | boolean | undefined>,
	formats: readonly FormatName[]
): string | undefined {
	const unused = HEEDED_BY.find(
		([option, by]) => values[option] !== undefined && !formats.some((name) => by.includes(name))
	);
	return (
		unused && `--${unused[0]} is of ${unused[1].join(', ')} alone, not of ${formats.join(', ')}`
	);
}

/** @returns what is wanted, or what is wrong with it */
function wishOf(values: Record<string, string | boolean | undefined>): BriefWish | string {
	const text = (name: string) => String(values[name] ?? '');
	const formats = text('format').split(',').filter(Boolean);
	const [month, network, level, measure] = ['month', 'network', 'level', 'measure'].map(text);
	const size = SIZES.find((known) => known === (values['size'] ?? 'a4'));
	const workers = values['workers'] === undefined ? undefined : Number(values['workers']);
	const unknown = formats.find((format) => !isFormat(format));
	const parts = text('parts') === 'all' ? PARTS : text('parts').split(',').filter(Boolean);
	const strange = parts.find((part) => !PARTS.includes(part as Part));
	if (!isMonth(month!)) return `--month ${month}: not understood`;
	if (!isNetwork(network!)) return `--network ${network}: not understood`;
	if (!isLevel(level!)) return `--level ${level}: not understood`;
	if (!isMeasure(measure!)) return `--measure ${measure}: not understood`;
	if (!isLocale(text('lang'))) return `--lang ${text('lang')}: not understood`;
	if (!size) return `--size ${text('size')}: not understood`;
	if (strange !== undefined) return `--parts ${strange}: not understood`;
	if (formats.length === 0) return '--format is missing';
	if (unknown !== undefined) return `--format ${unknown}: not understood`;
	const unused = unusedOf(values, formats.filter(isFormat));
	if (unused !== undefined) return unused;
	if (!text('out')) return '--out is missing';
	if (workers !== undefined && !(Number.isInteger(workers) && workers > 0))
		return `--workers ${text('workers')}: not understood`;
	return {
		data: resolve(text('data')),
		out: resolve(text('out')),
		month: month!,
		network: network as BriefWish['network'],
		unit: text('unit'),
		level: level as BriefWish['level'],
		measure: measure as BriefWish['measure'],
		locale: text('lang') as BriefWish['locale'],
		formats: formats as BriefWish['formats'],
		options: {
			size,
			portrait: values['portrait'] === true,
			scale: 2,
			transparent: values['transparent'] === true,
			// In the order in which they are read.
			...(parts.length > 0 && { parts: PARTS.filter((part) => parts.includes(part)) })
		},
		workers
	};
}
