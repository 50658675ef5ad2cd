/** `npm run samples`: an office's files become months in the place of simulated ones. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DataError } from '../src/lib/domain/errors.ts';
import { STATISTICS } from '../src/lib/domain/join.ts';
import { isMonth } from '../src/lib/domain/month.ts';
import { showProgress, SILENT, type Progress } from './common/progress.ts';
import { misunderstood } from '../src/lib/intake/answers.ts';
import { NETWORKS, type Network } from '../src/lib/domain/network.ts';
import { ANSWERS, type Text } from '../src/lib/intake/index.ts';
import { networkOf } from '../src/lib/intake/networks.ts';
import { both } from '../src/lib/intake/texts.ts';
import { speedUnit } from '../src/lib/intake/speed-units.ts';
import { describeError, toldAlone, type Language } from '../src/lib/intake/told.ts';
import { crosswalksOf } from './crosswalk/crosswalks.ts';
import { ADD_STEPS, addSamples, type AddResult } from './samples/add.ts';
import { describeDisk, refuseTarget } from './samples/disks.ts';
import { listMonths, showMonth } from './samples/months.ts';
import { removeMonth } from './samples/remove.ts';
import { keptLines } from './samples/kept-lines.ts';
import type { AddOptions } from './samples/part.ts';
import { writeRejects } from './samples/rejects.ts';
import { printable } from './common/printable.ts';
import { linesOf, toldOf } from './samples/tell.ts';
import { VERSION_OPTIONS, versionCommand } from './samples/version-commands.ts';

const USAGE = `Usage: npm run samples -- add <files…>              put files in: monthly tables or measurements
       npm run samples -- replace <month> <files…>  put them in the place of what the month has of the same units and
                                                    networks; other provinces and networks stay
       npm run samples -- list                      months that are in
       npm run samples -- show <month>              what a month was made from, its report, and the figures of each unit
       npm run samples -- remove <month>            back to what was there without it; --network <network> takes that one
                                                    out alone, --province <code or name> a province, --dry-run only
                                                    shows it
       npm run samples -- history [month]           versions, the newest first: when, who, with what, what changed
       npm run samples -- diff <v> [<w>]            what version v changed, unit by unit; or from v to w
       npm run samples -- restore <v>               what version v had, as a new version; --month <YYYY-MM> that alone
       npm run samples -- forget --keep <n>         forget all versions but the newest n; or --older-than <days>
       npm run samples -- backup <folder>           copy everything, while other commands are at work, too; again: what is new;
                                                    --over in the place of versions that this store hasn't
       npm run samples -- from-backup <folder>      back from such a copy; --over in the place of versions that it hasn't
       npm run samples -- population <file>         where people live, for spatial coverage: longitude, latitude and
                                                    population, or H3 cell and population; remove population ends it
Files: CSV, Excel (.xlsx, .xls), OpenDocument (.ods), a zip of one table, Parquet, JSON, NDJSON; text also with gzip;
       patterns such as 'thang-9/*.xlsx'
What a file doesn't prove is asked (exit status 2), and nothing is kept until it is answered:
  --month <YYYY-MM>  --year <YYYY>  --network <mobile|fixed|5g>  --statistic <${STATISTICS.join('|')}>
  --unit <Mbit/s|kbit/s|…>  --latency-unit <ms|s>  --decimal <.|,>  --dates <day-first|month-first>
  --province <code>  --level <commune|district|province>  --trust <code|name>  --list <edition>
  --blank <total|unknown>  --parents <own|sum>  --total <rows|column|parts>  --take <aggregate|rows>
  --shares <sum>  --hidden <take|leave>  --tests <take>  --notes <take>
  --skip <sheet or table>
  --title-wrong <network|month|province|operator>
  --map <column=header>    a column that isn't recognised, or its letters, [E], where two have one header; several times
  An answer for one of several tables: --network "T9=mobile"
  --accept-partial         take a file of which many rows can't be taken
  --dry-run                show what would be kept, and keep nothing
  --by <name>              who does it, for the history; else the system's user
  --rejects <file.xlsx>    write the rows that were not taken, with the reason
  --json                   print what became of it for a program; --lang <vi|en>
Exit status: 0 kept, 2 a question is open, 1 refused. Then: npm run data`;
const ROOT = resolve(import.meta.dirname, '..');
const text = { type: 'string' } as const;
const many = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean', default: false } as const;
/** Characters of a name. */
const MOST_NAME = 100;
const OWN = new Set<string>(['month', 'network', 'statistic', 'unit', 'map']);

const STEPS_VI: Record<string, string> = {
	'look at the files': 'xem các tệp',
	recognise: 'nhận dạng',
	read: 'đọc',
	write: 'ghi'
};

/** @returns the exit status */
async function main(): Promise<number> {
	let parsed;
	try {
		parsed = parseArgs({
			allowPositionals: true,
			tokens: true,
			options: {
				...Object.fromEntries(ANSWERS.filter((name) => !OWN.has(name)).map((name) => [name, many])),
				month: many,
				network: many,
				statistic: many,
				unit: many,
				map: many,
				'accept-partial': flag,
				'dry-run': flag,
				by: text,
				keep: text,
				'older-than': text,
				'with-key': flag,
				over: flag,
				json: flag,
				rejects: text,
				lang: text,
				data: { type: 'string', default: resolve(ROOT, 'data') },
				help: { type: 'boolean', default: false }
			}
		});
	} catch (error) {
		return misused(error instanceof Error ? error.message : String(error));
	}
	const { values, positionals, tokens } = parsed;
	if (values.help) {
		console.log(USAGE);
		return 0;
	}
	const [command, ...rest] = positionals;
	const folder = join(resolve(values.data), 'samples');
	const language = languageOf(values.lang);
	const unused = unusedOption(
		command,
		tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : [])),
		values.lang
	);
	const wrong = unused ?? wrongName(values.by);
	if (wrong) {
		tell(wrong[language]);
		return 1;
	}
	try {
		if (command === 'list' && rest.length === 0) return say(await listMonths(folder, language));
		if (command === 'show' && rest.length === 1)
			return say(await showMonth(resolve(values.data), rest[0]!, language));
		if (command === 'remove' && rest.length === 1)
			return await remove(folder, rest[0]!, values, language);
		if (command === 'population' && rest.length === 1) {
			const { addPopulation } = await import('./samples/population.ts');
			return say(await addPopulation(resolve(values.data), rest[0]!, language, values.by));
		}
		if (command !== undefined && Object.hasOwn(VERSION_OPTIONS, command)) {
			const done = await versionCommand(resolve(values.data), positionals, values, language);
			if (!done) return misused(`unknown or incomplete: ${positionals.join(' ')}`);
			if ('lines' in done) return say(done.lines);
			tell(done.wrong[language]);
			return 1;
		}
		const replace = command === 'replace' ? rest[0] : undefined;
		const files = command === 'replace' ? rest.slice(1) : rest;
		const isUsed = command === 'add' || command === 'replace';
		if (!isUsed || files.length === 0)
			return misused(`unknown or incomplete: ${positionals.join(' ')}`);
		return await add({ ...values, replace }, files);
	} catch (error) {
		const text = described(error, language);
		if (text === undefined) throw error;
		tell(text);
		return 1;
	}
}

/** Options of the commands that put nothing in; `add` and `replace` have all others. */
const OPTIONS_OF: Record<string, readonly string[]> = {
	list: ['lang', 'data'],
	show: ['lang', 'data'],
	remove: ['network', 'province', 'dry-run', 'by', 'lang', 'data'],
	population: ['by', 'lang', 'data'],
	...VERSION_OPTIONS
};

const OF_VERSIONS_ALONE = ['keep', 'older-than', 'with-key', 'over'];

/** What is wrong with an option that a command would not heed, or a language that there isn't. */
function unusedOption(
	command: string | undefined,
	given: readonly string[],
	lang: string | undefined
): Text | undefined {
	if (lang !== undefined && lang !== 'vi' && lang !== 'en')
		return both(`--lang ${lang}: cần vi hoặc en.`, `--lang ${lang}: vi or en is expected.`);
	const own = Object.hasOwn(OPTIONS_OF, command ?? '') ? OPTIONS_OF[command ?? ''] : undefined;
	const isUnused = (name: string) => (own ? !own.includes(name) : OF_VERSIONS_ALONE.includes(name));
	const unused = given.find(isUnused);
	if (!unused) return undefined;
	if (!own)
		return both(
			`samples -- ${command} không dùng --${unused}; không làm gì.`,
			`samples -- ${command} doesn't use --${unused}; nothing was done.`
		);
	const known = own.map((name) => `--${name}`).join(', ');
	return both(
		`samples -- ${command} không dùng --${unused}, chỉ dùng ${known}; không làm gì.`,
		`samples -- ${command} doesn't use --${unused}, only ${known}; nothing was done.`
	);
}

/** The history prints a name as it is: what steers a terminal, or turns the direction of text, is none. */
function wrongName(by: string | undefined): Text | undefined {
	if (by === undefined) return undefined;
	if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(by))
		return both(
			'--by có ký tự điều khiển hoặc xuống dòng; cần một tên trên một dòng; không làm gì.',
			'--by has control characters or a line break; a name in one line is expected; nothing was done.'
		);
	if (by.trim() === '')
		return both(
			'--by trống; cần tên người làm, hoặc bỏ --by; không làm gì.',
			'--by is empty; a name is expected, or leave --by out; nothing was done.'
		);
	const { length } = [...by];
	if (length <= MOST_NAME) return undefined;
	return both(
		`--by dài ${length} ký tự; nhiều nhất ${MOST_NAME}; không làm gì.`,
		`--by has ${length} characters, ${MOST_NAME} at most are expected; nothing was done.`
	);
}

/** Take a month, or the networks that are named, out of the store. */
async function remove(
	folder: string,
	month: string,
	values: Values,
	language: Language
): Promise<number> {
	const named = (values['network'] ?? []) as readonly string[];
	const networks: Network[] = [];
	for (const text of named) {
		const word = networkOf(text);
		// "4G" and "Wi-Fi" are read as parts of networks: the whole isn't meant.
		const isWhole = word && !word.isOther && (word.technology ?? word.network) === word.network;
		if (!isWhole) {
			tell(
				both(
					`--network ${text}: cần một trong ${NETWORKS.join(', ')}; không bỏ gì.`,
					`--network ${text}: one of ${NETWORKS.join(', ')} is expected; nothing was removed.`
				)[language]
			);
			return 1;
		}
		networks.push(word.network);
	}
	const dryRun = values['dry-run'] === true;
	const provinces = (values['province'] ?? []) as readonly string[];
	const by = values['by'] as string | undefined;
	return say(await removeMonth(folder, month, language, { networks, provinces, dryRun, by }));
}

/** What went wrong, in the reader's language; nothing for a fault of the program. */
function described(error: unknown, language: Language): string | undefined {
	if (error instanceof DataError) return describeError(error, language);
	return describeDisk(error, language);
}

function say(lines: readonly string[]): number {
	console.log(printable(lines.join('\n')));
	return 0;
}

/** Say what is wrong. */
function tell(text: string): void {
	console.error(printable(text));
}

function misused(text: string): number {
	tell(`${text}\n${USAGE}`);
	return 1;
}

type Values = Record<string, string | boolean | string[] | undefined>;

/** The reader's language: as asked, else that of the system. */
function languageOf(asked: unknown): Language {
	if (asked === 'vi' || asked === 'en') return asked;
	const { LC_ALL, LC_MESSAGES, LANG } = process.env;
	return /^vi/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'vi' : 'en';
}

async function add(values: Values, files: readonly string[]): Promise<number> {
	const language = languageOf(values['lang']);
	const replace = values['replace'] as string | undefined;
	if (replace !== undefined && !isMonth(replace))
		return misused(`replace ${replace}: not understood`);
	const answers: Record<string, readonly string[]> = {};
	for (const name of ANSWERS) if (Array.isArray(values[name])) answers[name] = values[name];
	const wrong = misunderstood(answers, []).filter((text) => !text.includes('='));
	if (wrong.length > 0) return misused(`${wrong.join(', ')}: not understood`);
	const isJson = values['json'] === true;
	const progress = isJson
		? SILENT
		: inLanguage(
				showProgress(ADD_STEPS, process.stderr, language === 'vi' ? 'xong' : 'done'),
				language
			);
	const { map, ...others } = answers;
	const options: AddOptions = {
		data: resolve(String(values['data'])),
		files,
		map,
		...singlesOf(others),
		answers: Object.fromEntries(
			Object.entries(others).filter(
				([name, of]) => !OWN.has(name) || of.length > 1 || of[0]!.includes('=')
			)
		),
		replace,
		...(typeof values['by'] === 'string' ? { by: values['by'] } : {}),
		dryRun: values['dry-run'] === true,
		acceptPartial: values['accept-partial'] === true,
		crosswalks: (gazetteers) => crosswalksOf(resolve(String(values['data'])), gazetteers),
		now: new Date(),
		progress
	};
	const rejects = typeof values['rejects'] === 'string' ? resolve(values['rejects']) : undefined;
	let result;
	try {
		if (rejects !== undefined) await refuseTarget(rejects, files);
		result = await addSamples(options).finally(() => progress.stop());
	} catch (error) {
		const text = described(error, language);
		if (!isJson || text === undefined) throw error;
		say([JSON.stringify(toldAlone('refused', [text]), null, '\t')]);
		return 1;
	}
	const { draft, sheets, status } = result;
	if (rejects !== undefined && draft && sheets)
		for (const text of await writeRejects(rejects, draft, sheets, result.tally, language))
			tell(text);
	const version = result.version ? { version: result.version.number } : {};
	if (isJson) say([JSON.stringify({ ...toldOf(result, language), ...version }, null, '\t')]);
	else say(lines(result, options.by, language, options.dryRun === true));
	return status === 'accepted' ? 0 : status === 'question' ? 2 : 1;
}

/** Steps by their names in the reader's language. */
function inLanguage(progress: Progress, language: Language): Progress {
	if (language === 'en') return progress;
	return { ...progress, step: (name) => progress.step(STEPS_VI[name] ?? name) };
}

/** Answers of which there is one for all tables, as measurements take them, too. */
function singlesOf(
	answers: Record<string, readonly string[]>
): Pick<AddOptions, 'month' | 'network' | 'statistic' | 'unit'> {
	const one = (name: string) => {
		const [value, ...more] = answers[name] ?? [];
		return more.length > 0 || value?.includes('=') ? undefined : value;
	};
	const network = one('network');
	const word = network === undefined ? undefined : networkOf(network)?.network;
	const unit = one('unit');
	return {
		month: one('month'),
		network: word as AddOptions['network'],
		statistic: STATISTICS.find((known) => known === one('statistic')),
		unit: unit === undefined ? undefined : (speedUnit(unit) as AddOptions['unit'])
	};
}

function lines(
	result: AddResult,
	by: string | undefined,
	language: Language,
	isDry: boolean
): string[] {
	const memory = `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`;
	const next =
		language === 'vi'
			? `Bộ nhớ nhiều nhất ${memory}. Chạy tiếp: npm run data.`
			: `${memory} of memory at most. Now run npm run data.`;
	const { report, status, version, told = [] } = result;
	const isKept = report && !isDry && status === 'accepted';
	return [
		...linesOf(result, language, isDry),
		...(isKept ? [...keptLines({ version, notes: told }, by, language), next] : [])
	];
}

// Who reads may go, as `head` does; the disk of what is printed may be full.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
	process.exitCode = 1;
	if (code === 'EPIPE') return;
	console.error(
		languageOf(undefined) === 'vi'
			? `Không in được kết quả (${code}); npm run samples -- list cho biết đã lưu gì`
			: `What became of the files can't be printed (${code}); npm run samples -- list tells what was kept`
	);
});
process.exitCode = await main();
