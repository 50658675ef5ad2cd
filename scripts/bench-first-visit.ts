/**
 * The first visit on a slow machine and line: 4× CPU slowdown, 1.6 Mbit/s, 150 ms round trip, nothing cached.
 * First picture: the first frame with the whole map that the page itself holds, in its styles. Answers: the first frame
 * in which provinces on that picture answer the pointer. Map: the first frame with all units of the map itself. Other programs on the machine only ever add to these, so the best of some visits tells most.
 */
import type { Browser } from '@playwright/test';
import { until } from './lib/bench.ts';

const SLOWDOWN = 4;
const LINE = {
	offline: false,
	latency: 150,
	downloadThroughput: 200_000,
	uploadThroughput: 93_750
};

/** Milliseconds from the start of the navigation; bytes as they came. */
export interface FirstVisit {
	/** First contentful paint, as Chromium tells it; `NaN` where all that is painted is a WebGL canvas, which doesn't count. */
	paint: number;
	/** `NaN` for pages without a picture of their own. */
	picture: number;
	/** Until the map answers, be it by the page's picture; `NaN` as above. */
	answers: number;
	map: number;
}

/** What of a page tells that it has come so far. Runs in the page. */
export interface Signs {
	/** Of the last part of the page's own picture. */
	picture?: string;
	/** True as soon as the page's own picture answers the pointer. */
	answers?: string;
	/** True as soon as the map is drawn. */
	map: string;
}

/** One first visit of `url`. @throws Error when the map does not come within two minutes */
export async function measureFirstVisit(
	browser: Browser,
	url: string,
	signs: Signs
): Promise<FirstVisit> {
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
		await page.addInitScript(watchFor(signs));
		await page.goto(url, { waitUntil: 'commit' });
		await until(page, `window.marks?.map > 0${signs.picture ? ' && window.marks.paint > 0' : ''}`);
		const marks = await page.evaluate<Record<keyof FirstVisit, number>>('marks');
		const { paint, picture, answers, map } = marks;
		// A frame is only seen once the styles are there, and that is what the browser's own mark waits for.
		const seen = picture ? Math.max(paint, picture) : NaN;
		return { paint: paint || NaN, picture: seen, answers: answers || NaN, map };
	} finally {
		await context.close();
	}
}

/** A text and no function: the compiler's helpers are not in the page. */
function watchFor({ picture, answers, map }: Signs): string {
	return `{
		const marks = (window.marks = { paint: 0, picture: 0, answers: 0, map: 0 });
		new PerformanceObserver((list) => {
			for (const { name, startTime } of list.getEntries())
				if (name === 'first-contentful-paint') marks.paint = startTime;
		}).observe({ type: 'paint', buffered: true });
		// What is found before a frame is on screen after it.
		const later = (name) => requestAnimationFrame(() => (marks[name] ||= performance.now()));
		const look = () => {
			if (!marks.picture && ${picture ? `document.querySelector(${JSON.stringify(picture)})` : 'false'}) later('picture');
			if (!marks.answers && ${answers ?? 'false'}) later('answers');
			if (${map}) later('map');
			else requestAnimationFrame(look);
		};
		requestAnimationFrame(look);
	}`;
}
