import { reached } from '../domain/threshold.ts';
import { MARK, type ViewModel } from '../domain/view-model.ts';

const SVG = 'http://www.w3.org/2000/svg';
/**
 * Milliseconds of work in one frame: the page answers while 10,599 outlines are made or take other colours. To style
 * what was touched costs the browser some times more.
 */
const SLICE = 3;
/** Milliseconds after which work goes on where no frame comes, as in a tab that is not seen. */
const UNSEEN = 100;

/** The elements of a level's units, one each; colours are classes, so a new month changes no outline. */
export class UnitPaths {
	readonly #group = document.createElementNS(SVG, 'g');
	readonly #paths: (SVGPathElement | undefined)[];
	readonly #given: string[];
	/** A later call to {@link paint} ends an earlier one. */
	#turn = 0;

	/** @param count of units */
	constructor(parent: SVGGElement, count: number) {
		this.#paths = new Array(count);
		this.#given = new Array(count).fill('');
		this.#group.setAttribute('class', 'units');
		// Not `visibility`: that would style every outline once more when they are all there.
		this.#group.style.opacity = '0';
		parent.append(this.#group);
	}

	/** Make the elements, piece by piece, unseen until {@link show}. */
	async make(paths: readonly string[], model: ViewModel, signal: AbortSignal): Promise<void> {
		const rest = new Rest();
		for (let row = 0; row < paths.length; row++) {
			if (rest.isDue()) await rest.take();
			if (signal.aborted) return;
			const d = paths[row]!;
			if (!d) continue;
			const path = document.createElementNS(SVG, 'path');
			path.setAttribute('d', d);
			path.setAttribute('data-row', String(row));
			this.#paths[row] = path;
			this.#give(row, model);
			this.#group.append(path);
		}
	}

	remove(): void {
		this.#group.remove();
	}

	show(): void {
		this.#group.style.opacity = '';
	}

	/** Give the units the classes of a view model; only what changes is touched. */
	async paint(model: ViewModel): Promise<void> {
		const turn = ++this.#turn;
		const rest = new Rest();
		for (let row = 0; row < this.#paths.length; row++) {
			if (rest.isDue()) await rest.take();
			if (turn !== this.#turn) return;
			this.#give(row, model);
		}
	}

	#give(row: number, model: ViewModel): void {
		const path = this.#paths[row];
		if (!path) return;
		const name = classOfUnit(model, row);
		if (this.#given[row] === name) return;
		this.#given[row] = name;
		path.setAttribute('class', name);
	}
}

/** Class and marks of a unit as class names. */
export function classOfUnit(model: ViewModel, row: number): string {
	const marks = model.marks[row]!;
	const names = [`c${model.classes[row]!}`];
	if (marks & MARK.below && model.classes[row]! > 0) names.push('below');
	if (marks & MARK.hidden) names.push('hidden');
	if (marks & MARK.outside) names.push('outside');
	const isReached = reached(model.samples[row]!, model.threshold);
	if (model.selection.measure === 'samples' && isReached) names.push('reached');
	return names.join(' ');
}

/** Tells when a slice of work is over, and waits for the next frame. */
class Rest {
	#since = performance.now();

	isDue(): boolean {
		return performance.now() - this.#since > SLICE;
	}

	async take(): Promise<void> {
		await new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, UNSEEN);
			requestAnimationFrame(() => {
				clearTimeout(timer);
				// After the frame: so that it is styled and painted before more is touched.
				setTimeout(resolve);
			});
		});
		this.#since = performance.now();
	}
}
