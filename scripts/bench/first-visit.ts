/**
 * The first visit on a slow machine and line: 4× CPU slowdown, 1.6 Mbit/s, 150 ms round trip, nothing cached.
 * First picture: the first frame with the whole map that the page itself holds, in its styles. Map: the first frame with
 * all units of the map itself. Other programs on the machine only ever add to these, so the best of some visits tells most.
 */
import type { Browser, Page } from '@playwright/test';
import { until } from './bench.ts';

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
	map: number;
}

/** What of a page tells that it has come so far. Runs in the page. */
export interface Signs {
	/** Of the last part of the page's own picture. */
	picture?: string;
	/** True as soon as the map is drawn. */
	map: string;
}

/** One first visit of `url`. @throws Error when the map does not come within two minutes */
export function measureFirstVisit(
	browser: Browser,
	url: string,
	signs: Signs
): Promise<FirstVisit> {
	return visit(browser, url, watchFor(signs), async (page) => {
		await until(page, `window.marks?.map > 0${signs.picture ? ' && window.marks.paint > 0' : ''}`);
		const { paint, picture, map } = await page.evaluate<FirstVisit>('marks');
		// A frame is only seen once the styles are there, and that is what the browser's own mark waits for.
		const seen = picture ? Math.max(paint, picture) : NaN;
		return { paint: paint || NaN, picture: seen, map };
	});
}

/** Pixels of the window, on Nghệ An, which the wheel brings nearer. */
const PLACE = { x: 475, y: 262 };
const MOVES = 'window.marks.moved > 0';
const TELLS = 'window.marks.told > 0';

/**
 * Milliseconds until the map of the country is one to work with: the wheel has moved it, and it has told of the province
 * under the pointer. Both are tried as a reader would, from the first moment on.
 * @throws Error when it does neither within half a minute
 */
export function measureAnswer(browser: Browser, url: string): Promise<number> {
	return visit(browser, url, WATCH_ANSWER, async (page) => {
		const tries = async (means: () => Promise<void>, done: string) => {
			for (let left = 300; !(await page.evaluate(done)); left--) {
				if (!left) throw new Error(`${url}: the map never answered`);
				await means();
				await page.waitForTimeout(100);
			}
		};
		await page.mouse.move(PLACE.x, PLACE.y);
		await tries(() => page.mouse.wheel(0, -120), MOVES);
		let step = 0;
		await tries(() => page.mouse.move(PLACE.x + (step++ % 3), PLACE.y), TELLS);
		return page.evaluate<number>('Math.max(marks.moved, marks.told)');
	});
}

const WATCH_ANSWER = `{
	const marks = (window.marks = { moved: 0, told: 0 });
	const later = (name) => requestAnimationFrame(() => (marks[name] ||= performance.now()));
	let first;
	const look = () => {
		const seen = document.querySelector('.backdrop')?.getAttribute('viewBox') ?? document.querySelector('.map')?.dataset.zoom;
		first ??= seen;
		if (seen !== first) later('moved');
		if (marks.moved && document.querySelector('.map .tooltip')) later('told');
		requestAnimationFrame(look);
	};
	requestAnimationFrame(look);
}`;

async function visit<T>(
	browser: Browser,
	url: string,
	watch: string,
	measure: (page: Page) => Promise<T>
): Promise<T> {
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
		await page.addInitScript(watch);
		await page.goto(url, { waitUntil: 'commit' });
		return await measure(page);
	} finally {
		await context.close();
	}
}

/** A text and no function: the compiler's helpers are not in the page. */
function watchFor({ picture, map }: Signs): string {
	return `{
		const marks = (window.marks = { paint: 0, picture: 0, map: 0 });
		new PerformanceObserver((list) => {
			for (const { name, startTime } of list.getEntries())
				if (name === 'first-contentful-paint') marks.paint = startTime;
		}).observe({ type: 'paint', buffered: true });
		// What is found before a frame is on screen after it.
		const later = (name) => requestAnimationFrame(() => (marks[name] ||= performance.now()));
		const look = () => {
			if (!marks.picture && ${picture ? `document.querySelector(${JSON.stringify(picture)})` : 'false'}) later('picture');
			if (${map}) later('map');
			else requestAnimationFrame(look);
		};
		requestAnimationFrame(look);
	}`;
}
