import { roomAround, type Room } from '../domain/room.ts';

/**
 * The part of a map that no panel covers, as the page's styles lay it out (`--free` in `explorer.css`): an element
 * without any content, measured. All maps of a page frame what they show in it, so that one can take another's place.
 */
export class FreePart {
	/** Around it, in pixels; changes with the size of the window. */
	room = $state.raw<Room>({ top: 0, right: 0, bottom: 0, left: 0 });
	#element: HTMLElement | null = null;

	/** Watch the element; a Svelte attachment. */
	attach = (element: HTMLElement): (() => void) => {
		this.#element = element;
		const observer = new ResizeObserver(() => this.measure());
		observer.observe(element);
		if (element.parentElement) observer.observe(element.parentElement);
		this.measure();
		return () => {
			observer.disconnect();
			this.#element = null;
		};
	};

	/** The room as it is now. */
	measure(): Room {
		const free = this.#element;
		const frame = free?.parentElement;
		if (!free || !frame) return this.room;
		const now = roomAround(
			{ width: frame.clientWidth, height: frame.clientHeight },
			{
				left: free.offsetLeft,
				top: free.offsetTop,
				width: free.offsetWidth,
				height: free.offsetHeight
			}
		);
		const { room } = this;
		const isSame = (['top', 'right', 'bottom', 'left'] as const).every(
			(side) => room[side] === now[side]
		);
		if (!isSame) this.room = now;
		return this.room;
	}
}
