/** The built site in a real browser: first visit, bytes, and how smooth it is afterwards. */
import type { Browser, Page } from '@playwright/test';
import { benchSmooth } from './smooth.ts';
import { measureAnswer, measureFirstVisit, type FirstVisit } from './first-visit.ts';
import {
	launch,
	launchWithoutWebGl,
	median,
	originOf,
	row,
	seconds,
	watchWire,
	type Wire
} from './bench.ts';
import { serveBuild } from '../site/serve.ts';
import { BEFORE, NEWEST } from './lists.ts';

/** First visits that are timed. */
const VISITS = 5;
/** The bars of DESIGN.md and of the issue: milliseconds, kB of Brotli. */
const BAR = { picture: 1500, map: 6000, kilobytes: 1000 };

/** How the opening page tells what is on screen. */
export const OUR_SIGNS = (key: string) => ({
	picture: '.backdrop .sea',
	map: `document.querySelector('.map[data-drawn="${key}"]')`
});

/** `npm run bench -- site`; `first` alone for the first visit. */
export async function benchSite(part?: 'first' | 'bytes' | 'smooth'): Promise<void> {
	const server = await serveBuild(0);
	const wire = watchWire(server);
	const origin = originOf(server);
	const browser = await launch();
	try {
		if (!part || part === 'first') await printFirstVisit(browser, origin);
		if (!part || part === 'bytes') await printTransfers(browser, origin, wire);
		if (!part || part === 'smooth') await benchSmooth(browser, origin);
	} finally {
		await browser.close();
		server.close();
	}
}

async function printFirstVisit(on: Browser, origin: string): Promise<void> {
	const url = `${origin}/`;
	const signs = OUR_SIGNS(`${NEWEST.id}/commune`);
	const visits = await times(() => measureFirstVisit(on, url, signs));
	const answers = await times(() => measureAnswer(on, url));
	const print = (name: string, times: number[], most?: number) => {
		const best = Math.min(...times);
		row(
			`first visit, slow machine and line: ${name}`,
			seconds(best),
			most ? { bar: `${most / 1000} s`, isMet: best <= most } : undefined
		);
		console.log(`${''.padEnd(8)}best of ${VISITS}; median ${seconds(median(times))}`);
	};
	const of = (part: keyof FirstVisit) => visits.map((visit) => visit[part]);
	print('first paint', of('paint'));
	print('first picture', of('picture'), BAR.picture);
	print('it is moved by the wheel, and tells of provinces', answers, BAR.map);
	print('all communes, WebGL in software', of('map'));
	const plain = await launchWithoutWebGl();
	try {
		const drawn = await times(() => measureFirstVisit(plain, url, signs));
		print(
			'all communes, without WebGL',
			drawn.map(({ map }) => map),
			BAR.map
		);
	} finally {
		await plain.close();
	}
}

async function times<T>(measure: () => Promise<T>): Promise<T[]> {
	const all: T[] = [];
	for (let visit = 0; visit < VISITS; visit++) all.push(await measure());
	return all;
}

async function printTransfers(on: Browser, origin: string, wire: Wire): Promise<void> {
	const views: [name: string, query: string, edition: string, most?: number][] = [
		[
			'national communes, 10,599 units (2024-11)',
			'?month=2024-11',
			`${BEFORE.id}/commune`,
			BAR.kilobytes
		],
		[
			'national communes, 3,321 units (2026-10)',
			'?month=2026-10',
			`${NEWEST.id}/commune`,
			BAR.kilobytes
		],
		['hexagons (2026-10)', '?month=2026-10&view=hexagons', `${NEWEST.id}/commune`]
	];
	for (const [name, query, drawn, most] of views) {
		// What is kept for times without network comes later, and is counted by itself.
		const page = await on.newPage({ serviceWorkers: 'block' });
		const before = { bytes: wire.bytes(), files: wire.files };
		await open(page, `${origin}/${query}`, drawn);
		if (query.includes('hexagons')) await page.waitForSelector('.map[data-hexagons]');
		await page.waitForTimeout(1500);
		const kilobytes = (wire.bytes() - before.bytes) / 1000;
		row(
			`transferred in ${wire.files - before.files} files, ${name}`,
			`${kilobytes.toFixed(0)} kB`,
			most ? { bar: `${most} kB`, isMet: kilobytes <= most } : undefined
		);
		await page.close();
	}
}

async function open(page: Page, url: string, drawn: string): Promise<void> {
	await page.goto(url);
	await page.waitForSelector(`.map[data-drawn="${drawn}"]`, { timeout: 60_000 });
}
