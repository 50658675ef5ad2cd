/** One of the processes that make files: reads the month once, then makes what it is asked for. */
import { rm } from 'node:fs/promises';
import { exportAs } from '../../src/lib/exports/registry.ts';
import { replaceFile } from '../common/publish.ts';
import { selectionOf, type BriefAnswer, type BriefTask, type WorkerData } from './briefs.ts';
import type { Tools } from '../../src/lib/exports/briefing.ts';
import { readMonthSource, type MonthSource } from './source.ts';
import { nodeTools } from './tools.ts';

type Ready = [MonthSource, Tools, WorkerData];
let ready: Promise<Ready> | undefined;

process.on('message', (message: WorkerData | BriefTask) => {
	if ('wish' in message) {
		ready = prepare(message);
		// Told with the first file that needs it.
		ready.catch(() => {});
	} else void answer(message).then((result) => process.send!(result));
});
process.on('disconnect', () => process.exit());

async function prepare(data: WorkerData): Promise<Ready> {
	const { wish, made } = data;
	const source = readMonthSource(wish.data, wish.month, wish.network, made);
	return Promise.all([source, nodeTools(), data]);
}

async function answer({ within, format, path }: BriefTask): Promise<BriefAnswer> {
	try {
		const [source, tools, { wish }] = await ready!;
		const briefing = await source.briefing(selectionOf(wish, source, within));
		const content = await exportAs(format, briefing, wish.options, tools);
		// Beside, then renamed: whoever finds the file finds it whole.
		await replaceFile(path, content);
		return { path };
	} catch (error) {
		await rm(`${path}.${process.pid}.tmp`, { force: true });
		return { path, error: describe(error) };
	}
}

function describe(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const { code } = error as NodeJS.ErrnoException;
	return code === 'ENOSPC' ? 'the disk is full' : error.message;
}
