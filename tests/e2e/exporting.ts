/** Files as a reader takes them from the page, and as the command line makes them. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page } from '@playwright/test';

export const run = promisify(execFile);

/** Choose a format in the open dialog and take the file that is made. */
export async function make(page: Page, format: string): Promise<{ name: string; content: Buffer }> {
	const dialog = page.getByRole('dialog');
	await dialog.locator('label').filter({ hasText: format }).first().click();
	const [download] = await Promise.all([
		page.waitForEvent('download', { timeout: 120_000 }),
		dialog.getByRole('button', { name: 'Tạo tệp' }).click()
	]);
	await expect(dialog.getByRole('status')).toContainText(download.suggestedFilename());
	return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

/** The one file that `npm run brief` makes. @param folder an empty one */
export async function brief(folder: string, options: readonly string[]): Promise<Buffer> {
	await run(process.execPath, ['--import', 'tsx', 'scripts/brief.ts', ...options, '--out', folder]);
	const [name, ...more] = (await readdir(folder)).filter((each) => !each.startsWith('.'));
	expect(more).toEqual([]);
	return readFile(join(folder, name!));
}

/** True where a program is installed; what is not tested without it is told. */
export async function has(command: string, flag: string, without: string): Promise<boolean> {
	const isThere = await run(command, [flag]).then(
		() => true,
		(error: NodeJS.ErrnoException) => error.code !== 'ENOENT'
	);
	if (!isThere) console.warn(`Not tested: ${without}; no ${command} here`);
	return isThere;
}
