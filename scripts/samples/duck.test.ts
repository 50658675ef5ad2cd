/** What DuckDB says when there is no room is told as it is; other faults are left alone. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DataError } from '../../src/lib/domain/errors.ts';
import { describeDisk } from './disks.ts';
import { faultOfRoom } from './duck.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'duck-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What the last of some commands ends with, in a database of few megabytes. */
async function errorOf(...commands: string[]): Promise<unknown> {
	const options = { memory_limit: '60MB', threads: '1' };
	const instance = await DuckDBInstance.create(':memory:', options);
	const connection = await instance.connect();
	try {
		for (const sql of commands) await connection.run(sql);
		return undefined;
	} catch (error) {
		return error;
	} finally {
		connection.closeSync();
		instance.closeSync();
	}
}

/** Of numbers that nothing makes smaller. */
const LARGE =
	'CREATE TABLE t AS SELECT hash(i) a, hash(i + 1) b, hash(i + 2) c, hash(i + 3) d FROM range(6000000) r(i)';

it('no room on the disk is a full disk', async () => {
	const error = await errorOf(
		`SET temp_directory = '${join(folder, 'spilled')}'`,
		"SET max_temp_directory_size = '1MB'",
		LARGE
	);
	expect(String(error)).toContain('failed to offload data block');
	expect(describeDisk(faultOfRoom(error, 'a.csv'), 'en')).toBe(
		'no space is left on the disk; make room and run the command again, the store is unchanged'
	);
	const ofSystem = new Error('IO Error: Could not write file "x": No space left on device');
	expect(faultOfRoom(ofSystem, 'a.csv')).toMatchObject({ code: 'ENOSPC' });
});

it('more than memory holds is a file that is too large', async () => {
	const fault = faultOfRoom(await errorOf("SET temp_directory = ''", LARGE), 'a.csv');
	expect(fault).toBeInstanceOf(DataError);
	expect(fault!.message).toMatch(/a\.csv.*more measurements than memory.*Divide the files/);
});

it('another fault stays what it is', async () => {
	expect(faultOfRoom(await errorOf('SELECT nothing'), 'a.csv')).toBeUndefined();
	expect(faultOfRoom(undefined, 'a.csv')).toBeUndefined();
});
