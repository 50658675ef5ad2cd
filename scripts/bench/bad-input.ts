/**
 * `npm run bench -- bad-input`: what files that no office means cost until they are refused, each in a process of its
 * own: seconds, seconds of processor, memory at most, exit status and what is said; and how soon a command that is told
 * to end does. Needs GNU time.
 */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { workbook } from '../testing/workbook.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const COMMAND = ['--import', 'tsx', join(ROOT, 'scripts/samples.ts'), 'add'];
const HEADER = 'month,code,network,samples';
const ROW = '2024-11,00001,mobile,5\n';

/** A workbook whose sheet holds this in the place of its rows. */
function sheetOf(rows: string): Uint8Array {
	const parts = unzipSync(workbook({ a: [['code', 'samples']] }));
	const name = 'xl/worksheets/sheet1.xml';
	const text = new TextDecoder().decode(parts[name]);
	const whole = text
		.replace(/<dimension[^>]*>/, '')
		.replace(/<sheetData>.*<\/sheetData>/s, `<sheetData>${rows}</sheetData>`);
	if (whole === text || !whole.includes(rows)) throw new Error(`${name} has no rows`);
	return zipSync({ ...parts, [name]: strToU8(whole) });
}

/** Files by name. */
const FILES: Record<string, () => string | Uint8Array> = {
	'header of 300,000 brackets.csv': () => `code,${'('.repeat(300_000)}\n00001,5\n`,
	'cell XFD1048576.xlsx': () => sheetOf('<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>'),
	'cell past it.xlsx': () => sheetOf('<row r="1048577"><c r="XFE1048577"><v>5</v></c></row>'),
	'1,048,576 empty rows.xlsx': () =>
		sheetOf(Array.from({ length: 1_048_576 }, (_, at) => `<row r="${at + 1}"/>`).join('')),
	'JSON 100,000 deep.json': () => '['.repeat(100_000) + ']'.repeat(100_000),
	'zip bomb.xlsx': () =>
		zipSync({ '[Content_Types].xml': new Uint8Array(600 * 1024 * 1024) }, { level: 1 }),
	'zip bomb of a table.zip': () =>
		zipSync({ 'a.csv': strToU8(`${HEADER}\n${ROW.repeat(5_000_000)}`) }, { level: 1 }),
	'gzip bomb.csv.gz': () => gzipSync(`${HEADER}\n${ROW.repeat(10_000_000)}`),
	'a CR inside of a line.csv': () => `${HEADER}\n2024-11,00001\r,mobile,5\n`
};

/** Print what each costs, and how soon a command that is told to end does. */
export async function benchBadInput(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'bad-input-'));
	try {
		const data = join(folder, 'data');
		await mkdir(data);
		for (const name of ['gazetteer', 'crosswalk', 'editions.csv'])
			await cp(join(ROOT, 'data', name), join(data, name), { recursive: true });
		const good = join(folder, 'good.csv');
		await writeFile(good, `${HEADER}\n${ROW}`);
		console.log('| file | seconds | of processor | memory | exit status | said |');
		await tell('a good file, for comparison', good, data);
		for (const [name, content] of Object.entries(FILES)) {
			const path = join(folder, name);
			await writeFile(path, content());
			await tell(name, path, data);
			await rm(path);
		}
		await tell('a folder', data, data);
		execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
		await tell('a pipe that nobody writes into', join(folder, 'pipe.csv'), data);
		await onDisks(folder, good);
		await endings(folder, data);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

const MEASUREMENTS = ['time', 'longitude', 'latitude', 'network', 'download', 'upload', 'latency'];

function measurement(at: number): (string | number)[] {
	const time = new Date(Date.UTC(2026, 8, 1) + at * 1000).toISOString().slice(0, 19);
	return [time.replace('T', ' '), 105.84966, 21.04652, 'mobile', 1 + (at % 977), 9, 30];
}

/** Milliseconds from a signal to the end of a command that reads 300,000 rows. */
async function endings(folder: string, data: string): Promise<void> {
	const rows = Array.from({ length: 300_000 }, (_, at) => measurement(at));
	const files: [string, string | Uint8Array][] = [
		['long.csv', [MEASUREMENTS, ...rows].map((cells) => cells.join(',')).join('\n')],
		['long.xlsx', workbook({ a: [MEASUREMENTS, ...rows] })]
	];
	for (const [name, content] of files) {
		await writeFile(join(folder, name), content);
		for (const after of [600, 1500, 3000, 6000]) {
			const child = spawn(process.execPath, [...COMMAND, join(folder, name), '--data', data], {
				cwd: ROOT,
				stdio: 'ignore'
			});
			await setTimeout(after);
			const isAtWork = child.exitCode === null;
			const start = performance.now();
			child.kill('SIGTERM');
			if (isAtWork) await once(child, 'exit');
			const took = (performance.now() - start).toFixed(0);
			console.log(
				`${name}, SIGTERM after ${after} ms: ${isAtWork ? `${took} ms` : 'at its end already'}`
			);
		}
	}
}

/** A full disk and one that can't be written, where this may mount them. */
async function onDisks(folder: string, good: string): Promise<void> {
	for (const [name, size, then] of [
		['a full disk', '1500k', 'fill'],
		['a disk that is read-only', '20m', 'remount']
	] as const) {
		const disk = join(folder, then);
		await mkdir(disk);
		try {
			execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk], {
				stdio: 'pipe'
			});
		} catch {
			console.log(`${name}: not tried, no right to mount one`);
			continue;
		}
		try {
			const data = join(disk, 'data');
			await mkdir(data);
			for (const part of ['gazetteer', 'editions.csv'])
				await cp(join(ROOT, 'data', part), join(data, part), { recursive: true });
			if (then === 'remount') execFileSync('mount', ['-o', 'remount,ro', disk]);
			else await writeFile(join(disk, 'filler'), new Uint8Array(2 ** 21)).catch(() => {});
			await tell(name, good, data);
		} finally {
			execFileSync('umount', [disk]);
		}
	}
}

/** Add a file and print what it cost. */
async function tell(name: string, path: string, data: string): Promise<void> {
	const args = [...COMMAND, path, '--data', data, '--dry-run', '--lang', 'en'];
	const { stdout, stderr, code } = await new Promise<{
		stdout: string;
		stderr: string;
		code: number;
	}>((done) =>
		execFile(
			'/usr/bin/time',
			['-f', '%e %U %M', process.execPath, ...args],
			{ cwd: ROOT },
			(error, out, err) => done({ stdout: out, stderr: err, code: Number(error?.code ?? 0) })
		)
	);
	const lines = stderr.trimEnd().split('\n');
	const [seconds, user, kilobytes] = lines.pop()!.split(' ');
	const said = [...stdout.split('\n'), ...lines].filter((line) => /[✗:?]/.test(line));
	const text = said.find((line) => /^[✗?]/.test(line)) ?? said.at(-1) ?? lines.at(-1) ?? '';
	const megabytes = (Number(kilobytes) / 1024).toFixed(0);
	console.log(
		`| ${name} | ${seconds} s | ${user} s | ${megabytes} MB | ${code} | ${text.slice(0, 200)} |`
	);
}
