/** What the benches that run a browser have in common. */
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { loadavg } from 'node:os';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { findChromium } from '../common/chromium.ts';
import { BROWSER_ARGUMENTS } from '../common/browser.ts';

/** Counts what a server puts on the wire: headers and compressed bodies, for pages and workers alike. */
export interface Wire {
	files: number;
	bytes(): number;
}

export function watchWire(on: Server): Wire {
	const sockets = new Set<Socket>();
	const counter = {
		files: 0,
		bytes: () => [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0)
	};
	on.on('connection', (socket) => sockets.add(socket));
	on.on('request', () => counter.files++);
	return counter;
}

export function originOf(server: Server): string {
	return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** A Chromium that draws WebGL in software, and what else a reader of the figures must know. */
export async function launch(): Promise<Browser> {
	const browser = await launchWith(BROWSER_ARGUMENTS);
	console.log(`Chromium ${browser.version()}, software WebGL; ${loadLine()}\n`);
	return browser;
}

/** What else the machine was doing. */
export function loadLine(): string {
	return `load of the machine ${loadavg()[0]!.toFixed(1)}`;
}

/** One as on an office computer without graphics. */
export function launchWithoutWebGl(): Promise<Browser> {
	return launchWith([...BROWSER_ARGUMENTS, '--disable-gpu', '--disable-3d-apis']);
}

async function launchWith(args: string[]): Promise<Browser> {
	return chromium.launch({ executablePath: await findChromium(), args });
}

/** Seconds for which the page's main thread was busy until now. `Performance.enable` must have been sent. */
export async function busySeconds(session: CDPSession): Promise<number> {
	const { metrics } = await session.send('Performance.getMetrics');
	return metrics.find(({ name }) => name === 'TaskDuration')!.value;
}

/** The value under which a share of all lies; `NaN` of none. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export function median(values: readonly number[]): number {
	return quantile(values, 0.5);
}

/** One line of figures; with a bar, whether it holds. */
export function row(name: string, value: string, holds?: { bar: string; isMet: boolean }): void {
	const verdict = holds ? `  ${holds.isMet ? 'within' : 'MISSES'} ${holds.bar}` : '';
	console.log(`${name.padEnd(62)} ${value.padStart(12)}${verdict}`);
}

/** Seconds of milliseconds. */
export function seconds(milliseconds: number): string {
	return `${(milliseconds / 1000).toFixed(2)} s`;
}

/**
 * Wait until an expression is true in the page. Playwright's own waiting evaluates text inside the page, which the
 * site's policy forbids.
 * @throws Error after two minutes
 */
export async function until(page: Page, expression: string): Promise<void> {
	const end = Date.now() + 120_000;
	while (!(await page.evaluate<boolean>(`!!(${expression})`))) {
		if (Date.now() > end) throw new Error(`Two minutes, and still not true: ${expression}`);
		await page.waitForTimeout(100);
	}
}
