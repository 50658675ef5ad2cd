import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SILENT } from '../common/progress.ts';
import { describePace, Pace } from './pace.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it.each([
	[1_000_000, 10, 0.25, 'a.csv: 1,000,000 rows, 100,000 rows/s, 25 %, 30 s left'],
	[1_000_000, 10, 0.05, 'a.csv: 1,000,000 rows, 100,000 rows/s, 5 %, 3 min 10 s left'],
	[2048, 4, -1, 'a.csv: 2,048 rows, 512 rows/s'],
	[2048, 4, 1, 'a.csv: 2,048 rows, 512 rows/s, 100 %, 0 s left']
])('tells of %i rows in %i s, a share of %d', (rows, seconds, share, text) => {
	expect(describePace('a.csv', rows, seconds, share)).toBe(text);
});

it('says nothing of what is read in a moment, and something of what takes longer', () => {
	const said: [text: string, share: number | undefined][] = [];
	const progress = {
		...SILENT,
		detail: (text: string, share?: number) => void said.push([text, share])
	};
	const pace = new Pace('a.csv', progress, () => 0.5);
	pace.add(3000);
	vi.advanceTimersByTime(1500);
	expect(said).toEqual([]);
	pace.add(3000);
	vi.advanceTimersByTime(1500);
	pace.stop();
	vi.advanceTimersByTime(60_000);
	expect(said.at(-1)).toEqual(['a.csv: 6,000 rows, 2,000 rows/s, 50 %, 3 s left', 0.5]);
});
