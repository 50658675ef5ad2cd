/** DuckDB, without network and within a given memory. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import { onSuddenEnd } from '../common/sudden-end.ts';

/** A connection, and a folder for what doesn't fit into memory. */
export interface Duck {
	connection: DuckDBConnection;
	/** Removed by `close`, or as soon as the process has ended before it. */
	folder: string;
	close(): Promise<void>;
}

const PREFIX = 'samples-';
/** An index of places that was being kept. */
const HALF_WRITTEN = /^index\..*\.tmp$/;

/**
 * @param cache `data/cache`
 * @param megabytes DuckDB's own memory; the process needs some 300 MB more
 * @param threads one more than cores, since one waits whenever JavaScript works for it
 */
export async function openDuck(
	cache: string,
	megabytes = 600,
	threads = Math.min(4, availableParallelism()) + 1
): Promise<Duck> {
	await mkdir(cache, { recursive: true });
	const folder = await mkdtemp(join(cache, PREFIX));
	// Devices must not outlive the command in its folder, however it ends.
	const callOff = onSuddenEnd('rm -rf -- "$1"', folder);
	// Loaded when used: a small table needs none.
	const { DuckDBInstance } = await import('@duckdb/node-api');
	const instance = await DuckDBInstance.create(':memory:', {
		threads: String(threads),
		memory_limit: `${megabytes}MB`,
		temp_directory: join(folder, 'spilled'),
		autoinstall_known_extensions: 'false',
		autoload_known_extensions: 'false',
		allow_community_extensions: 'false'
	});
	const connection = await instance.connect();
	await connection.run("SET TimeZone = 'Asia/Ho_Chi_Minh'");
	// Only with its bar switched on does it tell how far a query is.
	await connection.run('SET enable_progress_bar = true; SET enable_progress_bar_print = false');
	// Streamed results are made ahead of their reader, in all threads.
	await connection.run("SET streaming_buffer_size = '64MB'");
	return {
		connection,
		folder,
		async close() {
			connection.closeSync();
			instance.closeSync();
			await rm(folder, { recursive: true, force: true });
			callOff();
		}
	};
}

/** Opened when it is first asked for: small tables need none, and are read in half of the time. */
export class DuckOnDemand {
	#duck: Promise<Duck> | undefined;

	/** @param cache as of {@link openDuck} */
	constructor(private readonly cache: string) {}

	open(): Promise<Duck> {
		return (this.#duck ??= openDuck(this.cache));
	}

	async close(): Promise<void> {
		await (await this.#duck)?.close();
	}
}

/** Remove the folders and files of processes that were killed; only while no other command is at work. */
export async function removeLeft(cache: string): Promise<void> {
	const names = await readdir(cache).catch(() => []);
	for (const name of names.filter((of) => of.startsWith(PREFIX) || HALF_WRITTEN.test(of)))
		await rm(join(cache, name), { recursive: true, force: true });
}

/**
 * What DuckDB says when there is no room, as the system says it, or as a fault of what it was given; nothing else.
 * @param file what it was reading
 */
export function faultOfRoom(error: unknown, file: string): Error | undefined {
	const text = error instanceof Error ? error.message : '';
	if (/No space left on device|max_temp_directory_size/.test(text))
		return Object.assign(new Error(text), { code: 'ENOSPC' });
	if (!/^Out of Memory Error/.test(text)) return undefined;
	return new DataError(
		'value',
		faultIn(
			{ file },
			{
				found: both(
					'nhiều phép đo hơn mức bộ nhớ cho phép',
					'more measurements than memory is given for'
				),
				expected: both('tệp nhỏ hơn', 'smaller files'),
				remedy: both(
					'Chia tệp theo tháng và đưa mỗi tháng trong một lệnh; kho số liệu không đổi',
					'Divide the files by month, and give each month in a command of its own; the store is unchanged'
				)
			}
		)
	);
}

/** Text as SQL. */
export function literal(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}

/** A column's name as SQL. */
export function identifier(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}
