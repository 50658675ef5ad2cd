/**
 * The first visit on a slow machine and line: 4× CPU slowdown, 1.6 Mbit/s, 150 ms round trip, nothing cached.
 * First picture: the last large paint before the map's canvas (Chromium's largest contentful paint); interactive map:
 * the first frame with units.
 */
import type { Browser } from '@playwright/test';

const SLOWDOWN = 4;
const LINE = {
	offline: false,
	latency: 150,
	downloadThroughput: 200_000,
	uploadThroughput: 93_750
};
const RUNS = 3;

export interface FirstVisit {
	/** Milliseconds from the start of the navigation. */
	paint: number;
	picture: number;
	map: number;
}

/** Medians of some first visits of `url`, whose map is done when `selector` is there. */
export async function measureFirstVisit(
	browser: Browser,
	url: string,
	selector: string
): Promise<FirstVisit> {
	const visits: FirstVisit[] = [];
	for (let run = 0; run < RUNS; run++) visits.push(await visit(browser, url, selector));
	const median = (of: (visit: FirstVisit) => number) =>
		visits.map(of).sort((a, b) => a - b)[RUNS >> 1]!;
	return {
		paint: median(({ paint }) => paint),
		picture: median(({ picture }) => picture),
		map: median(({ map }) => map)
	};
}

async function visit(browser: Browser, url: string, selector: string): Promise<FirstVisit> {
	const context = await browser.newContext({
		viewport: { width: 1440, height: 900 },
		serviceWorkers: 'block'
	});
	try {
		const page = await context.newPage();
		const session = await context.newCDPSession(page);
		await session.send('Network.enable');
		await session.send('Network.emulateNetworkConditions', LINE);
		await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
		// What the compiler calls to name a function; the page does not have it.
		await page.addInitScript('globalThis.__name = (named) => named');
		await page.addInitScript((drawn) => {
			const marks = { paint: 0, picture: 0, map: 0 };
			Object.assign(window, { marks });
			const observe = (type: string, note: (entry: PerformanceEntry) => void) =>
				new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
					type,
					buffered: true
				});
			observe('paint', ({ name, startTime }) => {
				if (name === 'first-contentful-paint') marks.paint = startTime;
			});
			observe('largest-contentful-paint', ({ startTime }) => {
				if (!document.querySelector('canvas')) marks.picture = startTime;
			});
			const look = () => {
				if (document.querySelector(drawn)) marks.map = performance.now();
				else requestAnimationFrame(look);
			};
			look();
		}, selector);
		await page.goto(url, { waitUntil: 'commit' });
		await page.waitForSelector(selector, { timeout: 120_000 });
		const marks = await page.evaluate(() => (window as unknown as { marks: FirstVisit }).marks);
		if (Object.values(marks).includes(0))
			throw new Error(`Not all was seen: ${JSON.stringify(marks)}`);
		return marks;
	} finally {
		await context.close();
	}
}
