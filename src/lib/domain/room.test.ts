import { describe, expect, it } from 'vitest';
import { freeBox, roomAround, roomier } from './room.ts';

describe('the room around the part of a map that no panel covers', () => {
	const frame = { width: 1366, height: 720 };

	it('is what panels take at each side', () => {
		const free = { left: 316, top: 2, width: 694, height: 672 };
		expect(roomAround(frame, free)).toEqual({ top: 2, right: 356, bottom: 46, left: 316 });
		expect(freeBox(roomAround(frame, free), 1366, 720)).toEqual(free);
	});

	it('is none at sides between which nearly nothing is left', () => {
		const low = { left: 0, top: 60, width: 1366, height: 20 };
		expect(roomAround(frame, low)).toEqual({ top: 0, right: 0, bottom: 0, left: 0 });
		const narrow = { left: 700, top: 10, width: -40, height: 600 };
		expect(roomAround(frame, narrow)).toEqual({ top: 10, right: 0, bottom: 110, left: 0 });
	});

	it('is never less than none', () => {
		const wide = { left: 0, top: 0, width: 1400, height: 800 };
		expect(roomAround(frame, wide)).toEqual({ top: 0, right: 0, bottom: 0, left: 0 });
	});

	it('may have more within', () => {
		const room = { top: 1, right: 2, bottom: 3, left: 4 };
		expect(roomier(room, room)).toEqual({ top: 2, right: 4, bottom: 6, left: 8 });
	});
});
