import type { Speed } from '../../src/lib/domain/statistics.ts';

/**
 * Round to the scale at which a measure is published: Mbit/s to one decimal, from 100 up to none;
 * ms to one decimal, from 20 up to none. Finer figures would be noise, and cost a third more to transfer.
 */
export function rounded(speed: Speed, value: number): number {
	const whole = speed === 'latency' ? 20 : 100;
	return value < whole ? Math.round(value * 10) / 10 : Math.round(value);
}
