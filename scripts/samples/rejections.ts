/** What became of every row of an input. */
import type { Fault } from '../../src/lib/domain/errors.ts';
import { REASONS, withoutPersonal, type Reason } from '../../src/lib/intake/index.ts';

export { REASONS, type Reason };

/** How many rows of a reason are named. */
const MOST_NAMED = 10;

/** Rows that were not taken for one reason. */
export interface Rejected {
	count: number;
	/** The first of them. */
	first: Fault[];
}

/** Counts rejected rows by reason. */
export class Rejections {
	readonly #of = new Map<Reason, Rejected>();

	/** One row, or `count` rows of which this is the first. */
	add(reason: Reason, fault: Fault, count = 1): void {
		const rejected = this.#of.get(reason) ?? { count: 0, first: [] };
		rejected.count += count;
		if (rejected.first.length < MOST_NAMED) rejected.first.push(cleaned(fault));
		this.#of.set(reason, rejected);
	}

	/** Rows of a reason, the first of them named. */
	addAll(reason: Reason, count: number, first: readonly Fault[]): void {
		if (count === 0) return;
		const rejected = this.#of.get(reason) ?? { count: 0, first: [] };
		rejected.count += count;
		rejected.first.push(...first.slice(0, MOST_NAMED - rejected.first.length).map(cleaned));
		this.#of.set(reason, rejected);
	}

	get total(): number {
		return [...this.#of.values()].reduce((sum, { count }) => sum + count, 0);
	}

	/** By reason, in the order of {@link REASONS}. */
	toRecord(): Partial<Record<Reason, Rejected>> {
		return Object.fromEntries(
			REASONS.flatMap((reason) => {
				const rejected = this.#of.get(reason);
				return rejected ? [[reason, rejected]] : [];
			})
		);
	}
}

/** Nothing that is kept or printed tells who measured, and where. */
function cleaned(fault: Fault): Fault {
	return fault.found === undefined ? fault : { ...fault, found: withoutPersonal(fault.found) };
}
