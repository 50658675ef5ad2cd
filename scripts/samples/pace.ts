/** How far a long read is: rows, their rate and the time that is left. */
import type { Progress } from '../common/progress.ts';

/** Milliseconds between two looks. */
const EVERY = 500;
/** Milliseconds before a rate and a time left mean something. */
const FIRST = 2000;

/** Counts the rows of one file. */
export class Pace {
	#rows = 0;
	readonly #start = performance.now();
	readonly #timer: NodeJS.Timeout;

	/**
	 * @param file how the file is called
	 * @param share of the file that is read, from 0 to 1; not known when negative
	 */
	constructor(
		private readonly file: string,
		private readonly progress: Progress,
		private readonly share: () => number
	) {
		this.#timer = setInterval(() => this.#tell(), EVERY);
		this.#timer.unref();
	}

	add(rows: number): void {
		this.#rows += rows;
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	#tell(): void {
		const elapsed = performance.now() - this.#start;
		if (elapsed < FIRST) return;
		const share = Math.min(this.share(), 1);
		this.progress.detail(describePace(this.file, this.#rows, elapsed / 1000, share), share);
	}
}

/**
 * @param share of the work, from 0 to 1; no time left is told when it is not above 0
 * @returns for example `a.csv: 1,200,000 rows, 800,000 rows/s, 42 %, 12 s left`
 */
export function describePace(file: string, rows: number, seconds: number, share: number): string {
	const count = (value: number) => Math.round(value).toLocaleString('en');
	const parts = [`${count(rows)} rows`, `${count(rows / seconds)} rows/s`];
	if (share > 0)
		parts.push(`${Math.floor(share * 100)} %`, `${timeLeft((seconds * (1 - share)) / share)} left`);
	return `${file}: ${parts.join(', ')}`;
}

function timeLeft(seconds: number): string {
	const whole = Math.ceil(seconds);
	const minutes = Math.floor(whole / 60);
	return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
}
