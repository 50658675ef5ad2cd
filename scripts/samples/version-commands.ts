/** Commands of `npm run samples` about versions, by their words. */
import { resolve } from 'node:path';
import { isMonth } from '../../src/lib/domain/month.ts';
import { both } from '../../src/lib/intake/texts.ts';
import type { Text } from '../../src/lib/intake/index.ts';
import type { Language } from '../../src/lib/intake/told.ts';
import { backUp, fromBackup } from './backup.ts';
import { difference, history, type TwoWays } from './history.ts';
import { forgetVersions, restoreVersion } from './restore.ts';

/** Options of these commands. */
export const VERSION_OPTIONS: Record<string, readonly string[]> = {
	history: ['json', 'lang', 'data'],
	diff: ['json', 'lang', 'data'],
	restore: ['month', 'dry-run', 'by', 'lang', 'data'],
	forget: ['keep', 'older-than', 'dry-run', 'lang', 'data'],
	backup: ['with-key', 'over', 'lang', 'data'],
	'from-backup': ['with-key', 'over', 'dry-run', 'lang', 'data']
};

type Values = Record<string, string | boolean | string[] | undefined>;

/**
 * Do a command.
 * @param data folder of the inputs
 * @returns what is to be printed; nothing when the words are none of these commands; a text when they are not understood
 */
export async function versionCommand(
	data: string,
	[command, ...rest]: readonly string[],
	values: Values,
	language: Language
): Promise<{ lines: string[] } | { wrong: Text } | undefined> {
	const isJson = values['json'] === true;
	const printed = ({ lines, json }: TwoWays) => ({
		lines: isJson ? [JSON.stringify(json, null, '\t')] : lines
	});
	const dryRun = values['dry-run'] === true;
	if (command === 'history' && rest.length <= 1) {
		const [month] = rest;
		if (month !== undefined && !isMonth(month)) return { wrong: noMonth(month) };
		return printed(await history(data, month, language));
	}
	if (command === 'diff' && (rest.length === 1 || rest.length === 2))
		return printed(await difference(data, rest[0]!, rest[1], language));
	if (command === 'restore' && rest.length === 1) {
		const months = (values['month'] ?? []) as readonly string[];
		const wrong = months.find((month) => !isMonth(month));
		if (wrong !== undefined) return { wrong: noMonth(wrong) };
		const by = values['by'] as string | undefined;
		const lines = await restoreVersion(data, { version: rest[0]!, months, dryRun, by, language });
		return { lines };
	}
	if (command === 'forget' && rest.length === 0) return forget(data, values, dryRun, language);
	return backups(data, [command, ...rest], values, language);
}

async function backups(
	data: string,
	[command, folder, ...more]: readonly (string | undefined)[],
	values: Values,
	language: Language
): Promise<{ lines: string[] } | undefined> {
	if (folder === undefined || more.length > 0) return undefined;
	const withKey = values['with-key'] === true;
	const [over, dryRun] = [values['over'] === true, values['dry-run'] === true];
	if (command === 'backup')
		return { lines: await backUp(data, resolve(folder), { language, withKey, over }) };
	if (command !== 'from-backup') return undefined;
	return { lines: await fromBackup(data, resolve(folder), { language, withKey, over, dryRun }) };
}

async function forget(
	data: string,
	values: Values,
	dryRun: boolean,
	language: Language
): Promise<{ lines: string[] } | { wrong: Text }> {
	const asNumber = (name: string) => {
		const text = values[name];
		return typeof text === 'string' ? (/^\d{1,6}$/.test(text) ? Number(text) : NaN) : undefined;
	};
	const [keep, olderThan] = [asNumber('keep'), asNumber('older-than')];
	const isWrong = [keep, olderThan].some((of) => Number.isNaN(of)) || keep === 0;
	if (isWrong || (keep === undefined && olderThan === undefined))
		return {
			wrong: both(
				'forget cần --keep <số phiên bản, từ 1> hoặc --older-than <số ngày>; không bỏ gì.',
				'forget needs --keep <versions, at least 1> or --older-than <days>; nothing was forgotten.'
			)
		};
	return {
		lines: await forgetVersions(data, {
			...(keep === undefined ? {} : { keep }),
			...(olderThan === undefined ? {} : { olderThan }),
			dryRun,
			language
		})
	};
}

function noMonth(text: string): Text {
	return both(
		`${text}: cần một tháng dạng 2026-09; không làm gì.`,
		`${text}: a month such as 2026-09 is expected; nothing was done.`
	);
}
