/** Going back to a version, and forgetting old ones. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import type { Language } from '../../src/lib/intake/told.ts';
import { withLock } from '../common/lock.ts';
import { namedFiles } from '../common/publish.ts';
import { readGazetteers } from '../gazetteer/gazetteer.ts';
import { provincesBy } from './changes.ts';
import { difference, localTime, ONLY_SHOWN, restoredParts, versionOf } from './history.ts';
import { keptLines } from './kept-lines.ts';
import { NOW_PUBLISH } from './months.ts';
import { contentOf, indexOf, readStore, storeOf } from './store.ts';
import type { Store, Version } from './store-schema.ts';
import { keepVersion, switchTo } from './store-write.ts';

/** What is to be as it was. */
export interface Restoring {
	/** Number of the version. */
	version: string;
	/** Everything when there are none. */
	months?: readonly string[];
	dryRun?: boolean;
	by?: string | undefined;
	now?: Date | undefined;
	language?: Language;
}

/**
 * Put what a version had in force again, as a new version.
 * @param data folder of the inputs
 * @throws DataError when the version or a month isn't kept, or another command is at work on the store
 */
export async function restoreVersion(data: string, restoring: Restoring): Promise<string[]> {
	const command = `npm run samples -- restore ${restoring.version}`;
	return withLock(join(data, 'samples'), command, () => restoreAlone(data, restoring));
}

async function restoreAlone(
	data: string,
	{ version: text, months = [], dryRun = false, by, now, language = 'en' }: Restoring
): Promise<string[]> {
	const folder = join(data, 'samples');
	const store = await readStore(folder);
	const version = versionOf(folder, store, text);
	const newest = store.versions.at(-1)!;
	const missing = months.find((month) =>
		[version, newest].every(({ parts }) => parts.every((part) => part.month !== month))
	);
	if (missing !== undefined) throw noMonth(folder, missing, version);
	const parts = restoredParts(newest.parts, version.parts, months);
	const population = months.length > 0 ? newest.population : version.population;
	// What is damaged is told before it is in force.
	for (const file of namedFiles({ parts, population })) await contentOf(folder, file);
	if (dryRun) {
		const whole = storeOf([newest, { ...newest, number: newest.number + 1, parts }]);
		return [...(await differenceLines(data, whole, language)), ONLY_SHOWN[language]];
	}
	const command = `restore ${version.number}${months.map((of) => ` --month ${of}`).join('')}`;
	const provinceOf = provincesBy(await readGazetteers(data));
	const act = { command, by, now };
	const kept = await keepVersion(folder, store, act, parts, population, provinceOf);
	return [
		...(kept.version ? await differenceLines(data, kept.store, language) : []),
		...keptLines(kept, by, language),
		...(kept.version ? [NOW_PUBLISH[language]] : [])
	];
}

/** What the newest version has otherwise than the one before. */
async function differenceLines(data: string, store: Store, language: Language): Promise<string[]> {
	const [from, to] = store.versions.slice(-2) as [Version, Version];
	const { lines } = await difference(data, `${from.number}`, `${to.number}`, language, store);
	return lines;
}

function noMonth(file: string, month: string, { number, parts }: Version): DataError {
	const own = [...new Set(parts.map((part) => part.month))].join(', ');
	return new DataError(
		'month',
		faultIn(
			{ file },
			{
				found: month,
				expected: own
					? both(
							`một trong các tháng của phiên bản ${number}: ${own}`,
							`one of the months of version ${number}: ${own}`
						)
					: both(
							`không kèm --month: phiên bản ${number} trống`,
							`no --month: version ${number} is empty`
						)
			}
		)
	);
}

/** Which versions are to be kept; the newest always is. */
export interface Retention {
	/** As many of the newest. */
	keep?: number;
	/** Those that came within as many days. */
	olderThan?: number;
	dryRun?: boolean;
	now?: Date;
	language?: Language;
}

/**
 * Forget versions, and the files that only they name. Numbers are not given again.
 * @param data folder of the inputs
 * @throws DataError when another command is at work on the store
 */
export async function forgetVersions(data: string, retention: Retention): Promise<string[]> {
	return withLock(join(data, 'samples'), 'npm run samples -- forget', () =>
		forgetAlone(data, retention)
	);
}

async function forgetAlone(
	data: string,
	{ keep, olderThan, dryRun = false, now = new Date(), language = 'en' }: Retention
): Promise<string[]> {
	const isVi = language === 'vi';
	const folder = join(data, 'samples');
	const store = await readStore(folder);
	const { versions } = store;
	const oldest = now.getTime() - (olderThan ?? 0) * 86_400_000;
	const isLeft = ({ time }: Version, at: number) =>
		at === versions.length - 1 ||
		// With both rules a version goes that neither keeps.
		(keep !== undefined && at >= versions.length - keep) ||
		(olderThan !== undefined && new Date(time).getTime() >= oldest);
	const left = versions.filter(isLeft);
	const gone = versions.filter((of) => !left.includes(of));
	if (gone.length === 0)
		return [both('Không có phiên bản nào phải bỏ.', 'There is no version to forget.')[language]];
	const named = new Set(namedFiles(indexOf(left)).map(({ url }) => url));
	const files = new Map(
		namedFiles(indexOf(gone))
			.filter(({ url }) => !named.has(url))
			.map(({ url }) => [url, url])
	);
	let bytes = 0;
	for (const url of files.keys())
		bytes += await stat(join(folder, url)).then(
			({ size }) => size,
			() => 0
		);
	if (!dryRun) await switchTo(folder, storeOf(left));
	const word = dryRun ? both('sẽ bỏ', 'would be forgotten') : both('đã bỏ', 'forgotten');
	const kilobytes = Math.ceil(bytes / 1000);
	return [
		...gone.map(({ number, time, by, command }) =>
			[
				isVi ? `${word.vi}: phiên bản ${number}` : `${word.en}: version ${number}`,
				localTime(time, language),
				by,
				command
			]
				.filter(Boolean)
				.join(' · ')
		),
		isVi
			? `Còn ${left.length} phiên bản; ${files.size} tệp (${kilobytes} kB) chỉ của các phiên bản đó ${dryRun ? 'sẽ bị xóa' : 'đã xóa'}. Số liệu đang dùng không đổi.`
			: `${left.length} versions are left; ${files.size} files (${kilobytes} kB) that only those had ${dryRun ? 'would go' : 'are gone'}. What is in force is as it was.`,
		...(dryRun ? [ONLY_SHOWN[language]] : [])
	];
}
