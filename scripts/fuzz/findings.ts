/** What fuzzers find: kept with its input, each kind once. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where findings are kept. */
export const FINDINGS = '.fuzz';

/** Which executions of a form. */
export interface Range {
	form: string;
	seed: number;
	/** Number of the first execution. */
	from: number;
}

/** Something that was found. */
export interface Finding extends Range {
	/** One line; the same for the same fault. */
	kind: string;
	/** The whole of it, such as a stack trace. */
	text: string;
	input?: Uint8Array;
}

/** The fault without what differs from one input to the next: the first line, and the first place of ours. */
export function kindOf(error: unknown): string {
	const stack = String((error as Error)?.stack ?? error).split('\n');
	const ours = stack.find(
		(line) => /^\s+at .*\/(?:src|scripts)\//.test(line) && !line.includes('/fuzz/')
	);
	const place =
		/\/((?:src|scripts)\/[^\s)]+?):\d+\)?$/.exec(ours ?? '')?.[1] ?? stack[1]?.trim() ?? '';
	return `${stack[0]!.replace(/\d+/g, '#').slice(0, 90)} ${place}`;
}

/** Keep a finding unless its kind is there already. */
export async function keepFinding(
	folder: string,
	{ form, seed, from, kind, text, input }: Finding
): Promise<void> {
	await mkdir(folder, { recursive: true });
	const mark = [...kind].reduce(
		(sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0,
		0
	);
	const name = `${form}.${(mark >>> 0).toString(36)}`;
	if ((await readdir(folder)).includes(`${name}.txt`)) return;
	if (input) await writeFile(join(folder, `${name}.input`), input);
	await writeFile(join(folder, `${name}.txt`), `${againOf({ form, seed, from })}\n${text}\n`);
}

/** How it is executed again. */
export function againOf({ form, seed, from }: Range): string {
	return `npm run fuzz -- --form ${form} --seed ${seed} --only ${from}`;
}
