import { Presets, SingleBar } from 'cli-progress';

/** Tells how far a run is. */
export interface Progress {
	/** Begin a step; the one before is done. */
	step(name: string): void;
	/** Say something below the steps. */
	note(text: string): void;
	/** All steps are done. */
	stop(): void;
}

/**
 * A bar on a terminal; a line a step elsewhere, with the seconds since the start.
 * @param total how many steps there will be
 */
export function showProgress(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
	return stream.isTTY ? bar(total, stream) : lines(total, stream);
}

/** Tells nothing. */
export const SILENT: Progress = { step() {}, note() {}, stop() {} };

function bar(total: number, stream: NodeJS.WriteStream): Progress {
	const format = '{bar} {value}/{total} · {duration_formatted} · {name}';
	const shown = new SingleBar({ format, stream, hideCursor: true }, Presets.shades_classic);
	const notes: string[] = [];
	let done = 0;
	shown.start(total, 0, { name: '' });
	return {
		step: (name) => shown.update(Math.min(done++, total), { name }),
		note: (text) => void notes.push(text),
		stop() {
			shown.update(total, { name: 'done' });
			shown.stop();
			for (const text of notes) stream.write(`${text}\n`);
		}
	};
}

function lines(total: number, stream: NodeJS.WriteStream): Progress {
	const start = performance.now();
	const seconds = () => ((performance.now() - start) / 1000).toFixed(1).padStart(5);
	let done = 0;
	return {
		step: (name) => void stream.write(`${seconds()} s  ${++done}/${total} ${name}\n`),
		note: (text) => void stream.write(`${' '.repeat(9)}${text}\n`),
		stop: () => void stream.write(`${seconds()} s  done\n`)
	};
}
