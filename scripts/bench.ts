/**
 * `npm run bench`: the figures of the README's table. `npm run bench -- site` measures the built site in a real browser
 * (needs `npm run data` and `npm run build` before), `npm run bench -- boundaries` the import of real boundaries,
 * `npm run bench -- samples` how points find their units (scripts/bench-places.ts) and measurements in, for CSV and
 * Parquet (options: scripts/bench-samples.ts), `npm run bench -- planner` the plan of the whole country and its
 * projections.
 */
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { findChromium } from './lib/chromium.ts';
import { benchBoundaries } from './bench-boundaries.ts';
import { benchPlanner } from './bench-planner.ts';
import { measureFirstVisit } from './bench-first-picture.ts';
import { BROWSER_ARGUMENTS } from './lib/browser.ts';
import { run } from './lib/run.ts';
import { serveBuild } from './lib/serve.ts';

/** Month steps that are timed. */
const STEPS = 9;

const BENCHES = {
	site: benchSite,
	boundaries: benchBoundaries,
	samples: benchSamples,
	planner: benchPlanner
};
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(BENCHES, name));
if (unknown !== undefined) {
	console.error(`No bench "${unknown}"; there are ${Object.keys(BENCHES).join(', ')}`);
	process.exit(1);
}
for (const [name, bench] of Object.entries(BENCHES))
	if (asked.length === 0 || asked.includes(name)) await bench();

async function benchSamples(): Promise<void> {
	const runs = [
		['bench-places.ts'],
		['bench-samples.ts', '--format', 'csv'],
		['bench-samples.ts', '--format', 'parquet']
	];
	for (const [script, ...options] of runs) {
		const path = join(import.meta.dirname, script!);
		const { status } = await run(process.execPath, ['--import', 'tsx', path, ...options]);
		if (status !== 0) process.exitCode = status;
	}
}

async function benchSite(): Promise<void> {
	const server = await serveBuild(0);
	const wire = watch(server);
	const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
	const browser = await chromium.launch({
		executablePath: await findChromium(),
		args: BROWSER_ARGUMENTS
	});
	try {
		console.log(`Chromium ${browser.version()}, ${origin}, medians of ${STEPS} month steps\n`);
		await printFirstVisit(browser, origin);
		await printTransfers(browser, origin, wire);
		await printMonthChange(browser, origin);
	} finally {
		await browser.close();
		server.close();
	}
}

async function printFirstVisit(on: Browser, origin: string): Promise<void> {
	const drawn = '.map[data-drawn="2025-07/commune"]';
	const { paint, picture, map } = await measureFirstVisit(on, `${origin}/`, drawn);
	const seconds = (time: number) => `${(time / 1000).toFixed(2)} s`;
	row('first visit, slow machine and line: first paint', seconds(paint));
	row('first visit, slow machine and line: first picture', seconds(picture));
	row('first visit, slow machine and line: interactive map', seconds(map));
}

async function printTransfers(on: Browser, origin: string, wire: Wire): Promise<void> {
	const views: [name: string, query: string, edition: string][] = [
		['national communes, 10,599 units (2024-11)', '?month=2024-11', '2022-10/commune'],
		['national communes, 3,321 units (2026-10)', '?month=2026-10', '2025-07/commune'],
		['hexagons (2026-10)', '?month=2026-10&view=hexagons', '2025-07/commune']
	];
	for (const [name, query, drawn] of views) {
		// What is kept for times without network comes later, and is counted by itself.
		const page = await on.newPage({ serviceWorkers: 'block' });
		const before = { bytes: wire.bytes(), files: wire.files };
		await open(page, `${origin}/${query}`, drawn);
		if (query.includes('hexagons')) await page.waitForSelector('.map[data-hexagons]');
		await page.waitForTimeout(1500);
		const kilobytes = ((wire.bytes() - before.bytes) / 1000).toFixed(0);
		row(`transferred, ${name}`, `${kilobytes} kB in ${wire.files - before.files} files`);
		await page.close();
	}
}

interface Wire {
	files: number;
	bytes(): number;
}

/** Counts what the server puts on the wire: headers and compressed bodies, for pages and workers alike. */
function watch(on: Server): Wire {
	const sockets = new Set<Socket>();
	const counter = {
		files: 0,
		bytes: () => [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0)
	};
	on.on('connection', (socket) => sockets.add(socket));
	on.on('request', () => counter.files++);
	return counter;
}

async function printMonthChange(on: Browser, origin: string): Promise<void> {
	const page = await on.newPage({ viewport: { width: 1440, height: 900 } });
	await open(page, `${origin}/?month=2024-07`, '2022-10/commune');
	const session = await page.context().newCDPSession(page);
	await session.send('Performance.enable');
	const times: Record<string, number[]> = { 'view-model': [], recolour: [], script: [] };
	for (let step = 0; step < STEPS; step++) {
		await page.evaluate(() => performance.clearMeasures());
		const before = await scriptSeconds(session);
		await page.click('.stepper button:nth-of-type(2)');
		await page.waitForSelector('main[aria-busy="true"]', { timeout: 1000 }).catch(() => undefined);
		await page.waitForSelector('main[aria-busy="false"]');
		await page.waitForTimeout(1200);
		times.script!.push(((await scriptSeconds(session)) - before) * 1000);
		for (const name of ['view-model', 'recolour'])
			times[name]!.push(await page.evaluate(sumOfMeasures, name));
	}
	const figure = (name: string) => `${median(times[name]!).toFixed(1)} ms`;
	row('month change, 10,599 units: view model', figure('view-model'));
	row('month change, 10,599 units: feature states of the map', figure('recolour'));
	row('month change, 10,599 units: all script until rest, software GL', figure('script'));
	await page.close();
}

/** Runs in the page: milliseconds spent in the app's own measures of this name. */
function sumOfMeasures(name: string): number {
	return performance.getEntriesByName(name).reduce((sum, { duration }) => sum + duration, 0);
}

async function open(page: Page, url: string, drawn: string): Promise<void> {
	await page.goto(url);
	await page.waitForSelector(`.map[data-drawn="${drawn}"]`, { timeout: 60_000 });
}

async function scriptSeconds(session: CDPSession): Promise<number> {
	const { metrics } = await session.send('Performance.getMetrics');
	return metrics.find(({ name }) => name === 'ScriptDuration')!.value;
}

function median(values: number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function row(name: string, value: string): void {
	console.log(`${name.padEnd(62)} ${value}`);
}
