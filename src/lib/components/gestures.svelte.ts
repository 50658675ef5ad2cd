import { untrack } from 'svelte';
import { select, type Selection } from 'd3-selection';
import { zoom, zoomIdentity, type D3ZoomEvent } from 'd3-zoom';
import { isInPlace, isWellInside, PAN, STILL, type Moved } from '../domain/moved.ts';
import { freeBox, type Room } from '../domain/room.ts';

/** Pixels that a pointer may stray in a click. */
const CLICK = 4;

const NO_ROOM: Room = { top: 0, right: 0, bottom: 0, left: 0 };

type Frame = Selection<HTMLElement, unknown, null, undefined>;

/** Moves a picture as a map is moved: wheel, drag, pinch, double click; buttons and keys by its methods. */
export class Gestures {
	/** Against the picture as it was drawn. */
	moved = $state.raw<Moved>(STILL);
	/** True from the first touch to the last. */
	isMoving = $state(false);

	#zoom = zoom<HTMLElement, unknown>().clickDistance(CLICK);
	#frame: Frame | null = null;
	#onRest: () => void;
	#room: () => Room;
	#waiting: (() => void)[] = [];

	/**
	 * @param onRest the reader let go of the picture, and it is elsewhere than it was drawn
	 * @param room what panels take of the frame: what is brought into view comes to the middle of the rest
	 * @param embedded inside of another page, which the wheel and one finger scroll
	 */
	constructor(onRest: () => void = () => {}, room: () => Room = () => NO_ROOM, embedded = false) {
		this.#onRest = onRest;
		this.#room = room;
		this.#zoom
			.extent(() => {
				const { left, top, width, height } = this.#free;
				return [
					[left, top],
					[left + width, top + height]
				];
			})
			.filter((event: Event) => isForMap(event, embedded))
			.on('start', () => (this.isMoving = true))
			.on('zoom', ({ transform }: D3ZoomEvent<HTMLElement, unknown>) => (this.moved = transform))
			.on('end', () => this.#rest());
	}

	/**
	 * How far the picture may be moved.
	 * @param least factor of how it was drawn, and `most`
	 * @param corners top left and bottom right of what may be seen, in the pixels in which it was drawn
	 */
	limit(least: number, most: number, corners: [[number, number], [number, number]]): void {
		this.#zoom.scaleExtent([least, most]).translateExtent(corners);
	}

	/** Listen to the gestures on an element, which fills the frame of the picture; a Svelte attachment. */
	attach = (element: HTMLElement): (() => void) => untrack(() => this.#listen(element));

	#listen(element: HTMLElement): () => void {
		const frame: Frame = select(element);
		this.#zoom.duration(matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250);
		this.#frame = frame;
		// The picture may have been moved in another element, which this one replaces.
		const { k, x, y } = this.moved;
		frame.call(this.#zoom).call(this.#zoom.transform, zoomIdentity.translate(x, y).scale(k));
		return () => {
			frame.on('.zoom', null);
			if (this.#frame === frame) this.#frame = null;
			if (this.isMoving) this.#rest();
		};
	}

	get #free() {
		const { clientWidth = 0, clientHeight = 0 } = this.#frame?.node() ?? {};
		return freeBox(this.#room(), clientWidth, clientHeight);
	}

	/** Zoom about the middle of the part that is free. */
	zoomBy(factor: number): void {
		this.#frame?.call(this.#zoom.scaleBy, factor);
	}

	/** Move the view by a part of the frame, as the camera goes: to the right and down. */
	panBy(right: number, down: number): void {
		const { clientWidth, clientHeight } = this.#frame?.node() ?? {
			clientWidth: 0,
			clientHeight: 0
		};
		const { k } = this.moved;
		const [x, y] = [(-right * clientWidth * PAN) / k, (-down * clientHeight * PAN) / k];
		this.#frame?.call(this.#zoom.translateBy, x, y);
	}

	/** Bring a place into the middle that is near the edge of the frame or out of it; pixels in which it was drawn. */
	reveal(px: number, py: number): void {
		const frame = this.#frame?.node();
		if (!frame) return;
		const { k, x, y } = this.moved;
		const { left, top, width, height } = this.#free;
		if (!isWellInside(k * px + x - left, k * py + y - top, width, height))
			this.#frame!.call(this.#zoom.translateTo, px, py);
	}

	/** Show the picture as it was drawn; the reader is not asked for anything anew. */
	reset(): void {
		if (this.#frame) this.#frame.call(this.#zoom.transform, zoomIdentity);
		this.moved = STILL;
	}

	/** Resolves when nobody moves the picture; at once where nobody does. */
	async still(): Promise<void> {
		if (this.isMoving) await new Promise<void>((resolve) => this.#waiting.push(resolve));
	}

	#rest(): void {
		this.isMoving = false;
		for (const done of this.#waiting.splice(0)) done();
		if (!isInPlace(this.moved)) this.#onRest();
	}
}

function isForMap(event: Event, embedded: boolean): boolean {
	if ('button' in event && event.button) return false;
	if (event.type === 'wheel')
		return !embedded || (event as WheelEvent).ctrlKey || (event as WheelEvent).metaKey;
	if ('touches' in event) return !embedded || (event as TouchEvent).touches.length > 1;
	return !(event as MouseEvent).ctrlKey;
}
