/** Keep a promise by key, but not a failed one: a retry must ask again. */
export function keep<T>(
	kept: Map<string, Promise<T>>,
	key: string,
	make: () => Promise<T>
): Promise<T> {
	let found = kept.get(key);
	if (!found) {
		found = make();
		kept.set(key, found);
		found.catch(() => kept.delete(key));
	}
	return found;
}
