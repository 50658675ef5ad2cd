import { describe, expect, it, vi } from 'vitest';
import { keep } from './keep.ts';

describe('keep', () => {
	it('asks once for each key, however often and however soon it is asked', async () => {
		const kept = new Map<string, Promise<string>>();
		const make = vi.fn(async () => 'units');
		const together = await Promise.all([keep(kept, 'a', make), keep(kept, 'a', make)]);
		expect([...together, await keep(kept, 'a', make)]).toEqual(['units', 'units', 'units']);
		expect(make).toHaveBeenCalledTimes(1);
	});

	it('keeps each key apart', async () => {
		const kept = new Map<string, Promise<string>>();
		expect(await keep(kept, 'a', async () => 'old')).toBe('old');
		expect(await keep(kept, 'b', async () => 'new')).toBe('new');
	});

	it('tells all who wait of a failure, and asks again the next time', async () => {
		const kept = new Map<string, Promise<string>>();
		const make = vi
			.fn<() => Promise<string>>()
			.mockRejectedValueOnce(new Error('HTTP 503'))
			.mockResolvedValueOnce('units');
		const waiting = await Promise.allSettled([keep(kept, 'a', make), keep(kept, 'a', make)]);
		expect(waiting.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(await keep(kept, 'a', make)).toBe('units');
		expect(make).toHaveBeenCalledTimes(2);
	});

	it('can be asked again by the very handler of the failure', async () => {
		const kept = new Map<string, Promise<string>>();
		const fails = async (): Promise<string> => {
			throw new Error('HTTP 503');
		};
		const retried = keep(kept, 'a', fails).catch(() => keep(kept, 'a', async () => 'units'));
		expect(await retried).toBe('units');
		expect(await keep(kept, 'a', fails)).toBe('units');
	});
});
