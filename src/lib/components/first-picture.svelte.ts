import { isOfFirst, type FirstView } from '../domain/first-view.ts';
import type { Room } from '../domain/room.ts';
import type { ViewModel } from '../domain/view-model.ts';
import { Gestures } from './gestures.svelte.ts';

/** The page's own picture and what the reader did with it: other components draw it as the page comes. */
export class FirstPicture {
	readonly view: FirstView;
	/** Of the frame that it is seen in, and what panels take of it. Pixels. */
	size = { width: 0, height: 0 };
	room: Room = { top: 0, right: 0, bottom: 0, left: 0 };
	readonly gestures = new Gestures(
		() => {},
		() => this.room
	);
	/** What it shows while it stands where the map will be; `null` when it doesn't, or has no colours. */
	shown = $state.raw<ViewModel | null>(null);
	/** Code of the unit that was looked into as it was moved. */
	within: string | null = null;
	/** The keyboard is on it. */
	hasFocus = false;
	/** Code of the province that was chosen before the page knew what can be. */
	chosen = $state<string | null>(null);

	constructor(view: FirstView) {
		this.view = view;
	}

	/** True when it holds what a URL asks for. */
	isOf(asked: URLSearchParams): boolean {
		return isOfFirst(this.view, asked);
	}
}
