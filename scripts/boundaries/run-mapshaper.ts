/** mapshaper in a thread of its own: it computes for minutes without a pause, and progress and Ctrl-C need this one. */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { DataError } from '../../src/lib/domain/errors.ts';

/** What the thread reports. */
type Message =
	{ text: string } | { files: Record<string, Uint8Array> } | { fault: string; isOurs: boolean };

/** Plain JavaScript, for threads get no TypeScript. mapshaper tells what it does by console.error, its readers by console.warn. */
const THREAD = `
	const { parentPort, workerData } = require('node:worker_threads');
	const mapshaper = require(workerData.mapshaper);
	console.error = console.warn = console.log = (text) => parentPort.postMessage({ text: String(text) });
	mapshaper.enableLogging();
	parentPort.on('message', (task) => {
		const input = {};
		for (const [name, content] of Object.entries(task.input))
			input[name] = content instanceof Uint8Array
				? Buffer.from(content.buffer, content.byteOffset, content.byteLength)
				: content;
		mapshaper.applyCommands('-verbose ' + task.commands, input).then(
			(output) => {
				const files = {};
				for (const [name, content] of Object.entries(output))
					files[name] = new Uint8Array(content.buffer ? content : Buffer.from(content));
				const owned = [...new Set(Object.values(files).map(({ buffer }) => buffer))];
				parentPort.postMessage({ files }, owned);
			},
			(error) => parentPort.postMessage({
				fault: error.message,
				isOurs: error.name === 'TypeError' || error.name === 'ReferenceError'
			})
		);
	});
`;
/** An upper bound for the thread's JavaScript objects; geometry lies outside of them. */
const MOST_MEGABYTES = 6144;
/** Bytes in and out up to which a thread is kept for the next task: a small one costs less than loading mapshaper. */
const MOST_KEPT = 8e6;
const COMMAND = /(?:^|\s)-[a-z][a-z-]*(?=\s|$)/g;
const NO_FEATURES = /no data|Table is missing/i;
const NO_POLYGONS = /must be a polygon|geometry type|requires? .*polygon|missing geometry/i;

/**
 * Run mapshaper; what it refuses is a fault of the data.
 * @param label how messages call the input
 * @param onProgress told after each command
 * @param onMessage told what mapshaper says of the data, such as rings that it skips
 * @returns the files that `-o` names
 */
export async function runMapshaper(
	commands: string,
	input: Record<string, unknown>,
	label: string,
	onProgress?: (text: string) => void,
	onMessage?: (text: string) => void
): Promise<Record<string, Uint8Array>> {
	const result = await resultOf(commands, input, onProgress, onMessage);
	if ('files' in result) return result.files;
	if (result.isOurs) throw new Error(`mapshaper: ${result.fault}`);
	throw faultOf(result.fault, label);
}

/** The same with files as they were received: whatever mapshaper stumbles over in them is a fault of the data. */
export async function readByMapshaper(
	...[commands, input, label, onProgress, onMessage]: Parameters<typeof runMapshaper>
): Promise<Record<string, Uint8Array>> {
	const result = await resultOf(commands, input, onProgress, onMessage);
	if ('files' in result) return result.files;
	throw faultOf(result.fault, label);
}

function resultOf(
	commands: string,
	input: Record<string, unknown>,
	onProgress: ((text: string) => void) | undefined,
	onMessage: ((text: string) => void) | undefined
): ReturnType<typeof inThread> {
	const total = commands.replace(/"[^"]*"/g, '').match(COMMAND)?.length ?? 0;
	let done = 0;
	const listen = (text: string) => {
		const command = /^\[([\w-]+)\] - /.exec(text);
		if (!command) onMessage?.(text);
		else onProgress?.(`${Math.min(++done, total)} of ${total} commands, last ${command[1]}`);
	};
	return inThread({ commands, input }, listen);
}

function faultOf(fault: string, label: string): DataError {
	if (NO_FEATURES.test(fault)) return noPolygons(label, 'no features');
	if (NO_POLYGONS.test(fault)) return noPolygons(label, fault);
	return new DataError('malformed', {
		file: label,
		found: fault.replace(/^\[[\w-]+\] /, ''),
		expected: 'a whole file of polygons'
	});
}

/** No polygon where there must be some. */
export function noPolygons(file: string, found: string): DataError {
	return new DataError('empty', { file, found, expected: 'a polygon for each unit' });
}

/** Loaded, with nothing to do. They keep nobody from ending. */
const idle: Worker[] = [];

interface Task {
	commands: string;
	input: Record<string, unknown>;
}

function inThread(
	task: Task,
	listen: (text: string) => void
): Promise<Exclude<Message, { text: string }>> {
	return new Promise((resolve, reject) => {
		const thread = idle.pop() ?? newThread();
		thread.ref();
		thread.on('message', (message: Message) => {
			if ('text' in message) return listen(message.text);
			for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event);
			// What a large task took is given back only with its thread, and a fault may leave anything behind.
			if ('files' in message && bytesOf(task.input) + bytesOf(message.files) <= MOST_KEPT) {
				thread.unref();
				idle.push(thread);
			} else void thread.terminate();
			resolve(message);
		});
		thread.on('error', reject);
		thread.on('exit', (code) => reject(new Error(`mapshaper ended with status ${code}`)));
		thread.postMessage(task);
	});
}

function newThread(): Worker {
	return new Worker(THREAD, {
		eval: true,
		// The loader of TypeScript that runs this thread is of no use there.
		execArgv: [],
		workerData: { mapshaper: createRequire(import.meta.url).resolve('mapshaper') },
		resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES }
	});
}

/** What is no bytes is taken for large. */
function bytesOf(files: Record<string, unknown>): number {
	const sizes = Object.values(files).map((content) =>
		content instanceof Uint8Array ? content.length : Infinity
	);
	return sizes.reduce((sum, size) => sum + size, 0);
}
