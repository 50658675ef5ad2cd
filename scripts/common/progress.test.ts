import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showProgress } from './progress.ts';

/** A stream that keeps what is written. */
function stream(isTTY: boolean) {
	const written: string[] = [];
	const write = (text: string) => written.push(text) > 0;
	const made = { isTTY, columns: 100, rows: 20, write, cursorTo() {}, on() {} };
	return { written, stream: made as unknown as NodeJS.WriteStream };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('showProgress off a terminal', () => {
	it('writes a line a step, and a sign of life every five seconds', () => {
		const { written, stream: to } = stream(false);
		const progress = showProgress(2, to);
		progress.step('read');
		vi.advanceTimersByTime(4000);
		expect(written).toHaveLength(1);
		vi.advanceTimersByTime(1500);
		progress.detail('3 of 9 files');
		vi.advanceTimersByTime(5000);
		progress.step('draw');
		progress.note('a remark');
		progress.stop();
		vi.advanceTimersByTime(60_000);
		const texts = written.map((line) => line.replace(/^ *[\d.]+ s */, '').trim());
		expect(texts).toEqual([
			'1/2 read',
			'… read',
			'… read: 3 of 9 files',
			'2/2 draw',
			'a remark',
			'done'
		]);
	});
});

describe('showProgress on a terminal', () => {
	it('ends the run on Ctrl-C, with the cursor back', () => {
		const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
		const before = process.listeners('SIGINT');
		const { written, stream: to } = stream(true);
		const progress = showProgress(2, to);
		progress.step('read');
		const [added] = process.listeners('SIGINT').filter((of) => !before.includes(of));
		(added as () => void)();
		expect(exit).toHaveBeenCalledWith(130);
		expect(written.join('')).toContain('\u001b[?25h');
		expect(process.listeners('SIGINT')).toEqual(before);
		exit.mockRestore();
	});
});
