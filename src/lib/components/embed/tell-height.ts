import { HEIGHT_MESSAGE, isAsked } from '../../domain/embed.ts';

/**
 * Tell the page around how high the map is: now, at each change, and when that page asks.
 * @returns what ends it
 */
export function tellHeight(element: HTMLElement): () => void {
	if (window.parent === window) return () => {};
	let told = 0;
	const tell = () => {
		told = Math.ceil(element.getBoundingClientRect().height);
		// A height is no secret, and any site that may frame the map may know it.
		window.parent.postMessage({ type: HEIGHT_MESSAGE, height: told }, '*');
	};
	const observer = new ResizeObserver(() => {
		if (Math.ceil(element.getBoundingClientRect().height) !== told) tell();
	});
	const hear = (event: MessageEvent) => {
		if (isAsked(event, window.parent)) tell();
	};
	observer.observe(element);
	addEventListener('message', hear);
	return () => {
		observer.disconnect();
		removeEventListener('message', hear);
	};
}
