/**
 * Some 600 links (`WALK_LINKS=1800`: 2,000), followed one after the other from the state that the last one left: each comes to what the rules say
 * (`settled`), whole, with a message where something could not be had, and without any error.
 */
import type { Page } from '@playwright/test';
import { briefedSelection } from '../../src/lib/domain/planned-selection.ts';
import { parsePlan } from '../../src/lib/domain/plan-request.ts';
import type { Selection } from '../../src/lib/domain/selection.ts';
import { Links, readKnown, settled, type Known, type Link } from './random-links.ts';
import { expect, test } from './site.ts';
import { withoutWebGl } from './without-webgl.ts';

/** `WALK_SEED=…` walks another way. */
const SEED = Number(process.env.WALK_SEED ?? 2026);
const HOPS = 100;
/** Of the explorer: as many as the time of all tests allows. */
const LINKS = Number(process.env.WALK_LINKS ?? 400);

test.describe.configure({ mode: 'default', timeout: 600_000 });

let known: Known;
test.beforeAll(async () => {
	known = await readKnown();
});
// Software WebGL would spend the time on frames that nobody looks at; other tests look at them.
test.beforeEach(({ page }) => withoutWebGl(page));

/** What `/plan` and `/brief` make of a selection. */
const plain = (selection: Selection): Selection => ({
	...selection,
	operator: null,
	against: null,
	measure: 'samples',
	view: 'choropleth',
	hidden: [],
	reachedOnly: false
});

/** A link, or a step back to one: then nothing is said of messages. */
type Step = Omit<Link, 'isTold'> & { isTold: boolean | null };

/**
 * Follow links inside of the page, as a click on them does, with a step back now and then.
 * @returns what was wrong
 */
async function follow(page: Page, links: readonly Step[], patience = 30_000): Promise<string[]> {
	return page.evaluate(
		async ({ links, patience }) => {
			const problems: string[] = [];
			const text = (selector: string) =>
				document.querySelector(selector)?.textContent?.trim() ?? '';
			const texts = (selector: string) =>
				[...document.querySelectorAll(selector)].map((found) => found.textContent?.trim() ?? '');
			const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 4));
			for (const [at, link] of links.entries()) {
				const anchor = document.createElement('a');
				anchor.href = link.query;
				document.body.append(anchor);
				anchor.click();
				anchor.remove();
				await arrive(link, `link ${link.query}`);
				// A step back leads to what the link came to, without what it asked for in vain.
				const before = links[at - 1];
				// Where both show the same, nothing would tell that the step was made.
				if (before && at % 10 === 9 && before.shown !== link.shown) {
					history.back();
					await arrive({ ...before, isTold: null }, `back to ${before.query} from ${link.query}`);
				}
				if (problems.length > 5 || !document.querySelector('main')) break;
			}
			return problems;

			async function arrive(link: Step, where: string) {
				const until = performance.now() + patience;
				while (missing(link) && performance.now() < until) await pause();
				for (const problem of [missing(link), ...faults(link)])
					if (problem) problems.push(`${where}: ${problem}`);
			}

			/** What of the link is not on screen yet, by the marks that the page sets itself. */
			function missing({ shown, month, unit, isTold }: Step): string {
				const main = document.querySelector('main');
				if (!main) return 'no page';
				if (main.dataset.shown !== shown) return `shows ${main.dataset.shown}, not ${shown}`;
				if (main.getAttribute('aria-busy') !== 'false') return 'busy';
				const select = document.querySelector<HTMLSelectElement>('#month');
				if (select && select.value !== month) return `the month says ${select.value}`;
				const title = document.querySelector('#detail-title');
				const country = ['Cả nước', 'Viet Nam'];
				const isRight =
					unit === null ? country.includes(text('#detail-title')) : text('#detail-title') === unit;
				if (title && !isRight) return `the panel tells of "${text('#detail-title')}", not ${unit}`;
				const notices = texts('.notices li, .notice');
				const isComplaint = notices.some((notice) => /Không hiểu|^Unknown /.test(notice));
				if (isTold === true && notices.length === 0)
					return 'nothing is told of what could not be had';
				if (isTold === false && isComplaint)
					return `told of a fault that this link does not have: ${notices}`;
				return '';
			}

			/** What must never be on a page that has settled. */
			function faults({ level, network, view }: Step): string[] {
				const found: string[] = [];
				const notices = texts('.notices li, .notice');
				if (new Set(notices).size < notices.length) found.push(`told twice: ${notices}`);
				if (document.querySelector('[role="alert"]'))
					found.push(`alert: ${text('[role="alert"]')}`);
				const main = document.querySelector<HTMLElement>('main');
				if (!main) return [...found, 'the page is gone'];
				const odd = /\b(?:NaN|Infinity|undefined|null)\b|\[object/;
				for (const part of texts('.sentence, [data-kpi], .legend, #detail, .controls'))
					if (odd.test(part)) found.push(`"${odd.exec(part)![0]}" in: ${part.slice(0, 300)}`);
				for (const part of texts('.sentence, [data-kpi] .value, #detail figure text'))
					for (const [, figure] of part.matchAll(/([\d.,]+)\s?%/g)) {
						const isEnglish = document.documentElement.lang === 'en';
						const plain = isEnglish
							? figure!.replaceAll(',', '')
							: figure!.replaceAll('.', '').replace(',', '.');
						if (Number(plain) > 100) found.push(`more than all: ${figure} % in ${part}`);
					}
				if (main.classList.contains('explorer')) {
					const checked = [...main.querySelectorAll<HTMLInputElement>('input[type=radio]:checked')];
					const values = checked.map(({ value }) => value);
					// Without WebGL hexagons are no choice.
					const shown = view === 'hexagons' ? 'choropleth' : view;
					for (const wanted of [level, network, shown])
						if (!values.includes(wanted)) found.push(`no choice says ${wanted}: ${values}`);
					const counts = [...main.querySelectorAll('.legend li .count')];
					if (view !== 'hexagons' && counts.length < 2) found.push('no legend');
				}
				return found;
			}
		},
		{ links: [...links], patience }
	);
}

/** Walk on in one page, and see that it is still the same page in the end. */
async function walk(
	page: Page,
	path: string,
	links: readonly Step[],
	patience?: number
): Promise<void> {
	await page.goto(path);
	await expect(page.locator('main[data-shown][aria-busy="false"]')).toHaveCount(1);
	await page.evaluate(() => ((window as { stays?: true }).stays = true));
	for (let at = 0; at < links.length; at += HOPS) {
		const found = await follow(page, links.slice(at, at + HOPS), patience);
		expect(found, `seed ${SEED}, from link ${at} on`).toEqual([]);
	}
	expect(await page.evaluate(() => 'stays' in window), 'one page all the way').toBe(true);
}

test(`${LINKS} links in the explorer`, async ({ page }) => {
	const random = new Links(known, SEED);
	const links = Array.from({ length: LINKS }, () => settled(random.next(), known));
	expect(links.filter(({ isTold }) => isTold).length).toBeGreaterThan(LINKS / 4);
	await walk(page, '/?view=table', links);
});

test('30 links in the explorer, each in a page of its own', async ({ page }) => {
	const random = new Links(known, SEED + 1);
	for (let at = 0; at < 30; at++) {
		const link = settled(random.next(), known);
		await page.goto('/' + link.query);
		await expect(page.locator('main[data-shown]')).toHaveCount(1);
		const same = page.url().replace(/^[^?]*/, '') || '?';
		expect(await follow(page, [{ ...link, query: same }]), link.query).toEqual([]);
	}
});

test('80 links in the embedded map', async ({ page }) => {
	const random = new Links(known, SEED + 2);
	const extra = { ui: ['month', 'level,search'], theme: ['dark', 'light'], static: ['0', '1'] };
	const links = Array.from({ length: 80 }, () => settled(random.next(extra), known));
	await walk(page, '/embed/?static=1', links);
});

test('60 links in the plan', async ({ page }) => {
	const random = new Links(known, SEED + 3);
	const extra = {
		goal: ['more.20', 'share.50', 'budget.5000', 'more.0', 'share.Infinity', 'more.1e9'],
		weight: ['units', 'population', 'remote'],
		each: ['0', '1'],
		day: ['1', '15', '31', '32', 'Infinity'],
		show: ['short', 'plan', 'at-risk', 'suspicious'],
		sort: ['name', '-deficit', 'rate'],
		group: ['none', 'district', 'province'],
		list: ['2022-10', '2025-07', '2031-01'],
		in: ['5-8ps', '2-1.1', '5-zzzz'],
		out: ['5-1.3.3', '3-1']
	};
	const links = Array.from({ length: 60 }, () => {
		const link = settled(random.next(extra), known, plain);
		const { fallbacks } = parsePlan(new URLSearchParams(link.query));
		// What shows only while a month runs depends on the day of the test.
		return { ...link, isTold: link.isTold || fallbacks.length > 0 || null };
	});
	await walk(page, '/plan/', links);
});

test('30 links in the briefing', async ({ page }) => {
	const random = new Links(known, SEED + 4);
	const extra = { parts: ['map', 'map.gaps', 'all', 'method.map'] };
	const links = Array.from({ length: 30 }, () =>
		settled(random.next(extra), known, plain, briefedSelection)
	);
	await walk(page, '/brief/', links);
});

test('the links that once held the page', async ({ page }) => {
	const links = [
		'?within=06&unit=06',
		'?month=2025-06&within=06&unit=06',
		'?month=2025-07&within=06&unit=06',
		'?month=2024-11',
		'?month=9999-12&within=Infinity&unit=Infinity'
	].map((query) => settled(query, known));
	await walk(page, '/?view=table', links);
});

test('a month is stepped with a dissolved unit chosen: told once, and later links are followed', async ({
	site,
	page
}) => {
	await site.open({ month: '2025-06', within: '06', unit: '06' });
	await expect(site.detailTitle).toHaveText('Tỉnh Bắc Kạn');
	await page.getByRole('button', { name: 'Tháng sau' }).click();
	await expect(site.detailTitle).toHaveText('Cả nước');
	await expect(site.notices.filter({ hasText: '06' })).toHaveCount(1);
	await site.hasQuery({ month: '2025-07', within: null, unit: null });
	await expect(site.detail).not.toContainText('54.400');
	await page.getByRole('button', { name: 'Tháng sau' }).click();
	await expect(site.sentence).toContainText('Tháng 8/2025');
	await expect(site.notices).toHaveCount(0);
});
