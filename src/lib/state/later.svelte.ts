import { untrack } from 'svelte';

/**
 * What is worked out in a task of its own after its inputs changed, so that the page answers in between: first what was
 * touched, then its figures, then the map. Made inside a component.
 * @param read the inputs
 * @param make what becomes of them; the first time at once
 */
export function later<I, T>(read: () => I, make: (inputs: I) => T): () => T {
	let last = untrack(read);
	let made = $state.raw(untrack(() => make(last)));
	$effect(() => {
		const inputs = read();
		if (inputs === last) return;
		const timer = setTimeout(() => {
			last = inputs;
			made = make(inputs);
		});
		return () => clearTimeout(timer);
	});
	return () => made;
}

/** What is the same object for as long as it says the same. */
export function steady<T>(part: () => T): () => T {
	let last: T;
	return () => {
		const next = part();
		if (JSON.stringify(next) !== JSON.stringify(last)) last = next;
		return last;
	};
}
