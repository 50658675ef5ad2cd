import { Presets, SingleBar } from 'cli-progress';
import { onSuddenEnd } from './sudden-end.ts';

/** Tells how far a run is. */
export interface Progress {
	/** Begin a step; the one before is done. */
	step(name: string): void;
	/**
	 * Say what the step is doing now; replaces what was said before.
	 * @param share of the step that is done, from 0 to 1, where it is known
	 */
	detail(text: string, share?: number): void;
	/** Say something below the steps. */
	note(text: string): void;
	/** All steps are done. */
	stop(): void;
}

/** Exit status after Ctrl-C, as shells have it: 128 + SIGINT. */
const INTERRUPTED = 130;
/** Elsewhere than on a terminal, a line tells that a long step goes on; milliseconds. */
const STILL_RUNNING = 5000;

/**
 * A bar on a terminal, where Ctrl-C ends the run; a line a step elsewhere, with the seconds since the start.
 * @param total how many steps there will be
 * @param ended what is shown when all are done
 */
export function showProgress(
	total: number,
	stream: NodeJS.WriteStream = process.stderr,
	ended = 'done'
): Progress {
	return stream.isTTY ? bar(total, stream, ended) : lines(total, stream, ended);
}

/** Tells nothing. */
export const SILENT: Progress = { step() {}, detail() {}, note() {}, stop() {} };

function bar(total: number, stream: NodeJS.WriteStream, ended: string): Progress {
	const format = '{bar} {value}/{total} · {duration_formatted} · {name}{detail}';
	// Its own graceful exit would only hide the bar and let the run go on.
	const formatValue = (value: number) => String(Math.floor(value));
	const options = { format, formatValue, stream, hideCursor: true, gracefulExit: false };
	const shown = new SingleBar(options, Presets.shades_classic);
	const notes: string[] = [];
	let done = 0;
	shown.start(total, 0, { name: '', detail: '' });
	const callOff = onSuddenEnd("printf '\\033[?25h\\n' >&2");
	const end = () => {
		shown.stop();
		callOff();
		process.off('SIGINT', interrupt);
		for (const text of notes) stream.write(`${text}\n`);
	};
	const interrupt = () => {
		end();
		process.exit(INTERRUPTED);
	};
	process.once('SIGINT', interrupt);
	return {
		step: (name) => shown.update(Math.min(done++, total), { name, detail: '' }),
		detail: (text, share = 0) =>
			shown.update(Math.min(Math.max(done - 1 + Math.max(share, 0), 0), total), {
				detail: ` · ${text}`
			}),
		note: (text) => void notes.push(text),
		stop() {
			shown.update(total, { name: ended, detail: '' });
			end();
		}
	};
}

function lines(total: number, stream: NodeJS.WriteStream, ended: string): Progress {
	const start = performance.now();
	const seconds = () => ((performance.now() - start) / 1000).toFixed(1).padStart(5);
	let done = 0;
	let [step, now] = ['', ''];
	const timer = setInterval(() => {
		if (now) stream.write(`${seconds()} s      … ${now}\n`);
	}, STILL_RUNNING);
	timer.unref();
	return {
		step(name) {
			step = now = name;
			timer.refresh();
			stream.write(`${seconds()} s  ${++done}/${total} ${name}\n`);
		},
		detail: (text) => void (now = `${step}: ${text}`),
		note: (text) => void stream.write(`${' '.repeat(9)}${text}\n`),
		stop() {
			clearInterval(timer);
			stream.write(`${seconds()} s  ${ended}\n`);
		}
	};
}
