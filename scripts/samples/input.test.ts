/** Files that can't be read at all: each with what the office is told, and nothing taken. */
import { execFileSync } from 'node:child_process';
import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { STEPS } from '../common/steps.ts';
import { copyDrawnCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { addFiles, storeText } from '../testing/office.ts';
import { workbook } from '../testing/workbook.ts';

let country: Country;
beforeEach(async () => {
	country = await copyDrawnCountry();
});
afterEach(() => country.remove());

const HEADER = 'month,code,network,samples,download_mbps,upload_mbps,latency_ms,statistic';
const csv = (...rows: string[]) => [HEADER, ...rows, ''].join('\n');

/** A workbook in which one digit of a sheet that is not compressed became another. */
function damaged(): Uint8Array {
	const parts = unzipSync(
		workbook({
			a: [
				['code', 'samples'],
				['00001', 41_234]
			]
		})
	);
	const bytes = zipSync(parts, { level: 0 });
	bytes[Buffer.from(bytes).indexOf('41234')] = '7'.charCodeAt(0);
	return bytes;
}

/** A zip file that says of its table that it has 100 bytes, in both places. */
function shortened(): Uint8Array {
	const text = `${HEADER}\n${'2024-11,00001,mobile,5,,,,\n'.repeat(100)}`;
	const bytes = Buffer.from(zipSync({ 'a.csv': Buffer.from(text) }));
	bytes.writeUInt32LE(100, 22);
	bytes.writeUInt32LE(100, bytes.lastIndexOf('PK\u0001\u0002', undefined, 'latin1') + 24);
	return bytes;
}

describe('a file that cannot be read', () => {
	const good = csv('2024-11,00001,mobile,5,,,,');
	const bomb = zipSync(
		{
			'[Content_Types].xml': new Uint8Array(600 * 1024 * 1024)
		},
		{ level: 1 }
	);
	// Behind the part that is looked at first.
	const rows = '2024-11-01,105.84966,21.04652,mobile,10,5,20,a comment so that a row is long\n';
	const long = `time,lon,lat,network,download,upload,latency,note\n${rows.repeat(20_000)}${' '.repeat(2 ** 25)}`;
	const broken = `${rows.repeat(20_000)}${rows.replace('mobile', 'mo\0bile')}`;
	const cases: [name: string, content: string | Uint8Array, message: RegExp][] = [
		['empty.csv', '', /empty\.csv: empty: found "nothing", expected CSV, Excel/],
		['no header', '00001,5\n00004,6\n', /is not understood \(2 rows with numbers\): 00001, 5/],
		['header alone', `${HEADER}\n`, /value: found "0 rows, none of which can be taken"/],
		[
			'doubled.csv',
			'code,samples,samples\n00001,5,6\n',
			/Columns that may be the count of samples/
		],
		[
			'latin.csv',
			Buffer.from(`${good}2024-11,Phú,mobile,1,,,,\n`, 'latin1'),
			/row 3: encoding: found "bytes that are not UTF-8/
		],
		['zero.csv', good.replace('00001', '00\u0000001'), /row 2: encoding: found "a NUL byte"/],
		[
			'cut.csv.gz',
			gzipSync(good).subarray(0, 40),
			/truncated: found "unexpected end of file", expected a whole gzip file/
		],
		['page.xls', '<html><table><tr><td>code</td></tr></table></html>', /This is a web page/],
		[
			'broken.xls',
			Buffer.from('d0cf11e0a1b11ae1', 'hex'),
			/expected a workbook \(\.xlsx, \.xls, \.ods\)/
		],
		[
			'archive.zip',
			zipSync({ 'a.csv': Buffer.from(good), 'b.csv': Buffer.from(good) }),
			/a zip file that holds 2 files.*Unzip it/
		],
		[
			'cut.xlsx',
			workbook({ a: [['code', 'samples']] }).subarray(0, 200),
			/truncated: .*expected a whole zip file or workbook/
		],
		['bomb.xlsx', bomb, /found "629 MB when unpacked", expected at most/],
		[
			'endless.csv',
			'x'.repeat(2_000_000),
			/row 1: malformed: found "a line of more than 1048576 characters"/
		],
		['line.csv', long, /row 20002: malformed: found "a line of more than 16777216 bytes"/],
		[
			'null.csv',
			`time,lon,lat,network,download,upload,latency,note\n${broken}`,
			/null\.csv, row 20002: encoding: found "a NUL byte"/
		],
		[
			'null-16.csv',
			Buffer.from(`\ufefftime,lon,lat,network,download,upload,latency,note\n${broken}`, 'utf16le'),
			/null-16\.csv, row 20002: encoding: found "a NUL byte"/
		],
		['bomb.csv.gz', gzipSync(long, { level: 1 }), /bomb\.csv\.gz, row 20002: malformed/],
		['quotes.csv', `${HEADER}\n2024-11,"00001,mobile,5\n`, /malformed|none of which/],
		[
			'swallowed.csv',
			`${HEADER}\n2024-11,"00001${'\n2024-11,00004'.repeat(3000)}",mobile,5\n`,
			/swallowed\.csv, row 2: malformed: found "a cell of \d{5} characters".*Look whether a quote/
		],
		[
			'brackets.csv',
			`code,${'('.repeat(300_000)}\n00001,5\n`,
			/brackets\.csv, row 1: malformed: found "a cell of 300000 characters"/
		],
		[
			'long.json',
			JSON.stringify([
				{ code: '00001', samples: 5 },
				{ code: 'x'.repeat(40_000), samples: 5 }
			]),
			/long\.json, row 2: malformed: found "a cell of 40000 characters"/
		],
		[
			'wide.csv',
			`${HEADER}${',x'.repeat(20_000)}\n2024-11,00001,mobile,5\n`,
			/wide\.csv, row 1: malformed: found "a row of \d{5} columns"/
		],
		[
			'no-sheet.xlsx',
			zipSync(
				Object.fromEntries(
					Object.entries(unzipSync(workbook({ a: [['code', 'samples']] }))).filter(
						([name]) => !name.includes('worksheets')
					)
				)
			),
			/no-sheet\.xlsx \(a\): malformed: found "the name of a sheet without its content"/
		],
		[
			'damaged.xlsx',
			damaged(),
			/damaged\.xlsx: truncated: found "a damaged part \\"xl\/worksheets/
		],
		['short.zip', shortened(), /short\.zip: truncated: found "a damaged part \\"a\.csv\\""/],
		['line\nbreak\u001b[2J.csv', 'a,b\n', /^line\ufffdbreak\ufffd\[2J\.csv/],
		['cut.parquet', Buffer.from('PAR1 and nothing more'), /cut\.parquet: malformed/],
		['cut.json', '[{"code": "00001", "samples": 5}, {"co', /cut\.json.*malformed/],
		['deep.json', '['.repeat(100_000), /deep\.json, row 1: malformed: .*more than 64 deep/],
		[
			'deep.ndjson',
			`{"text":"[[[["}\n${'{"a":'.repeat(100)}1${'}'.repeat(100)}`,
			/deep\.ndjson, row 2: malformed: .*more than 64 deep/
		],
		[
			'inflated.csv.gz',
			gzipSync(`${HEADER}\n${'2024-11,00001,mobile,5,,,,\n'.repeat(2_500_000)}`),
			/inflated\.csv\.gz: value: found "a file that unpacks to more than 100 times/
		]
	];

	it.each(cases)('%s', async (name, content, message) => {
		const error = await dataErrorOf(() =>
			addFiles(country.data, { [name.includes('.') ? name : 'a.csv']: content })
		);
		expect(error.message).toMatch(message);
		expect(await storeText(country.data)).toBe('');
		const cached = await readdir(join(country.data, 'cache')).catch(() => []);
		expect(cached.filter((of) => of !== STEPS)).toEqual([]);
	});

	it('is a link that leads in a circle, or no file', async () => {
		const link = join(country.data, 'a.csv');
		await symlink(link, link);
		const files = [link, join(country.data, 'none.csv')];
		for (const [path, found] of [
			[files[0], 'links that lead in a circle'],
			[files[1], 'no file']
		] as const) {
			const error = await dataErrorOf(() => addFiles(country.data, {}, { files: [path!] }));
			expect(error.fault.found).toContain(found);
		}
	});

	it('is a folder, or a pipe that nobody writes into', async () => {
		const pipe = join(country.data, 'pipe.csv');
		execFileSync('mkfifo', [pipe]);
		for (const [path, found] of [
			[country.data, 'a folder'],
			[pipe, 'no file']
		] as const) {
			const error = await dataErrorOf(() => addFiles(country.data, {}, { files: [path] }));
			expect(error.fault).toMatchObject({ file: path, found });
		}
	});

	it('spoils the files beside it: nothing is taken', async () => {
		const error = await dataErrorOf(() => addFiles(country.data, { 'a.csv': good, 'b.csv': '' }));
		expect(error.fault.file).toBe('b.csv');
		expect(await storeText(country.data)).toBe('');
	});
});
