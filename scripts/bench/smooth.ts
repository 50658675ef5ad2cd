/**
 * How smooth the page is at 10,599 units: the main thread's work for a month, another level, a province that is looked
 * into, and for the pointer that moves over the map. Chromium reports tasks of more than 50 ms; whose they are, its
 * profiler tells by the file of each function: the page's own, or MapLibre's.
 */
import type { Browser, CDPSession, Locator, Page } from '@playwright/test';
import { busySeconds, median, quantile, row } from './bench.ts';
import { BEFORE } from './lists.ts';

/** Month steps that are timed. */
const STEPS = 9;
/** Places at which the pointer stops. */
const HOVERS = 40;
/** Milliseconds after which nothing of a change goes on. */
const REST = 1200;
/** The bars of DESIGN.md and of the issue, in milliseconds. */
const BAR = { month: 16, hover: 4, task: 50, table: 16 };

const MAP = `${BEFORE.id}/commune`;

export async function benchSmooth(on: Browser, origin: string): Promise<void> {
	const page = await on.newPage({ viewport: { width: 1440, height: 900 } });
	try {
		await page.addInitScript(noteTasks);
		await page.goto(`${origin}/?month=2024-07`);
		await drawn(page, MAP);
		await page.waitForTimeout(REST);
		const session = await page.context().newCDPSession(page);
		await session.send('Performance.enable');
		await monthSteps(page, session);
		await hovers(page);
		await session.send('Profiler.enable');
		await session.send('Profiler.setSamplingInterval', { interval: 500 });
		await changes(page, session);
	} finally {
		await page.close();
	}
	await table(on, origin);
	await plan(on, origin);
}

async function monthSteps(page: Page, session: CDPSession): Promise<void> {
	const times: Record<string, number[]> = { 'view-model': [], recolour: [], busy: [], task: [] };
	for (let step = 0; step < STEPS; step++) {
		await page.evaluate('performance.clearMeasures(); tasks.length = 0');
		const before = await busySeconds(session);
		await page.click('.stepper button:nth-of-type(2)');
		await page.waitForSelector('main[aria-busy="true"]', { timeout: 1000 }).catch(() => undefined);
		await page.waitForSelector('main[aria-busy="false"]');
		await page.waitForTimeout(REST);
		times.busy!.push(((await busySeconds(session)) - before) * 1000);
		times.task!.push(await page.evaluate<number>('Math.max(0, ...tasks)'));
		for (const name of ['view-model', 'recolour'])
			times[name]!.push(await page.evaluate(sumOfMeasures, name));
	}
	const own = times['view-model']!.map((time, at) => time + times.recolour![at]!);
	const name = 'month change, 10,599 units';
	row(`${name}: view model`, milliseconds(median(times['view-model']!)));
	row(`${name}: feature states of the map`, milliseconds(median(times.recolour!)));
	row(`${name}: both`, milliseconds(median(own)), bar(median(own), BAR.month));
	row(`${name}: main thread until rest, software GL`, milliseconds(median(times.busy!)));
	row(`${name}: longest task`, longest(median(times.task!)), bar(median(times.task!), BAR.task));
}

/** The pointer over the map: from the event to the end of what the page does for it. */
async function hovers(page: Page): Promise<void> {
	const box = (await page.locator('canvas.maplibregl-canvas').boundingBox())!;
	await page.evaluate('performance.clearMeasures(); tasks.length = 0');
	for (let at = 0; at < HOVERS; at++) {
		const along = at / HOVERS;
		const wave = 0.35 + 0.1 * Math.sin(at);
		await page.mouse.move(box.x + box.width * wave, box.y + box.height * (0.05 + 0.9 * along));
		await page.waitForTimeout(40);
	}
	const times = await page.evaluate(timesOfMeasures, 'hover');
	if (times.length < HOVERS / 2) throw new Error(`Only ${times.length} moves reached the map`);
	row('hover, 10,599 units: median', milliseconds(median(times)));
	const late = quantile(times, 0.95);
	row('hover, 10,599 units: 95 of 100 within', milliseconds(late), bar(late, BAR.hover));
	const task = await page.evaluate<number>('Math.max(0, ...tasks)');
	row('hover, 10,599 units: longest task', longest(task), bar(task, BAR.task));
}

async function changes(page: Page, session: CDPSession): Promise<void> {
	const level = (name: string) => page.locator('label').filter({ hasText: name }).first().click();
	const ways: [name: string, drawn: string, act: () => Promise<void>][] = [
		['level change, communes to provinces', `${BEFORE.id}/province`, () => level('Tỉnh')],
		[
			'province selected',
			`${BEFORE.id}/province`,
			() => page.locator('#detail li button').first().click()
		],
		[
			'drill-down into its communes',
			MAP,
			() => page.getByRole('button', { name: /^Xem các xã/ }).click()
		],
		[
			'back to the country',
			`${BEFORE.id}/province`,
			() => page.getByRole('button', { name: 'Về cả nước' }).click()
		],
		['level change, provinces to communes', MAP, () => level('Xã')]
	];
	for (const [name, key, act] of ways) {
		await page.evaluate('tasks.length = 0');
		await session.send('Profiler.start');
		const before = await busySeconds(session);
		await act();
		await drawn(page, key);
		await page.waitForTimeout(REST);
		const busy = ((await busySeconds(session)) - before) * 1000;
		const { profile } = await session.send('Profiler.stop');
		const task = await page.evaluate<number>('Math.max(0, ...tasks)');
		row(`${name}: longest task`, longest(task), bar(task, BAR.task));
		console.log(`${''.padEnd(8)}main thread ${milliseconds(busy)}, of which ${sharesOf(profile)}`);
	}
}

/** The table's 10,599 rows, from what is asked to their order: by the names of units and by what is typed. */
async function table(on: Browser, origin: string): Promise<void> {
	const page = await on.newPage({ viewport: { width: 1440, height: 900 } });
	try {
		await page.goto(`${origin}/?month=2024-11&view=table`);
		const table = page.getByTestId('unit-table');
		await table.locator('tbody tr').first().waitFor({ timeout: 60_000 });
		await page.waitForTimeout(REST);
		const times = async (name: string, steps: (() => Promise<void>)[]) => {
			await page.evaluate('performance.clearMeasures()');
			for (const step of steps) await step();
			const taken = await page.evaluate(timesOfMeasures, 'table');
			if (taken.length < steps.length)
				throw new Error(`${name}: only ${taken.length} were measured`);
			row(
				`table, 10,599 rows, ${name}`,
				milliseconds(median(taken)),
				bar(median(taken), BAR.table)
			);
		};
		const columns = ['Đơn vị', 'Huyện', 'Còn thiếu', 'Mức', 'Đơn vị'];
		await times(
			'sorted by a column',
			columns.map((name) => () => {
				const header = table.getByRole('columnheader', { name, exact: true });
				return header.getByRole('button').click();
			})
		);
		await times(
			'filtered by a text',
			['t', 'tan', 'tan h', ''].map((text) => () => table.getByRole('searchbox').fill(text))
		);
	} finally {
		await page.close();
	}
}

/** The planner's page with all communes: the longest task of what a planner changes. */
async function plan(on: Browser, origin: string): Promise<void> {
	const page = await on.newPage({ viewport: { width: 1440, height: 900 } });
	try {
		await page.addInitScript(noteTasks);
		await page.goto(`${origin}/plan?month=2024-11`);
		await page.waitForSelector('main[aria-busy="false"] .map[data-drawn*="/"]', {
			timeout: 60_000
		});
		await page.waitForTimeout(REST);
		const choice = (option: string) =>
			page.locator('select').filter({ has: page.locator(`option[value="${option}"]`) });
		const head = (name: string) => page.getByRole('columnheader', { name }).getByRole('button');
		const day = page.getByLabel('Số liệu tính đến');
		const each = page.locator('.check input');
		const lock = (at: number) => page.locator('tbody input').nth(at);
		const ways: [name: string, changes: Change[]][] = [
			['goal', [1, 2, 3].map(() => typed(page, page.locator('input[type=number]').first()))],
			['weight', ['Down', 'Down', 'Up'].map((key) => pressed(page, choice('remote'), key))],
			['day of the month', [1, 2, 3].map(() => pressed(page, day, 'Down'))],
			['one in each district', [1, 2, 3].map(() => clicked(page, each))],
			['grouping', ['Down', 'Down', 'Up'].map((key) => pressed(page, choice('district'), key))],
			['sort', ['Dân số', 'Số mẫu', 'Dân số'].map((name) => clicked(page, head(name)))],
			['lock', [1, 2, 3].map((at) => clicked(page, lock(at)))]
		];
		for (const [name, changes] of ways) {
			const tasks: number[] = [];
			for (const change of changes) {
				const act = await change();
				await page.waitForTimeout(REST / 4);
				await page.evaluate('tasks.length = 0');
				await act();
				await page.waitForTimeout(REST);
				tasks.push(await page.evaluate<number>('Math.max(0, ...tasks)'));
			}
			const task = Math.max(...tasks);
			row(`plan of 10,599 communes, ${name}: longest task`, longest(task), bar(task, BAR.task));
		}
	} finally {
		await page.close();
	}
}

/**
 * Gets ready, and gives what the user then does with keys or pointer. To look an element up among 10,599 outlines, or to
 * have Playwright change it, would be work of the page that no user causes.
 */
type Change = () => Promise<() => Promise<void>>;

function typed(page: Page, input: Locator): Change {
	return async () => {
		await input.focus();
		await page.keyboard.press('ArrowUp');
		return () => page.keyboard.press('Enter');
	};
}

function pressed(page: Page, select: Locator, key: string): Change {
	return async () => {
		await select.focus();
		return () => page.keyboard.press(`Arrow${key}`);
	};
}

function clicked(page: Page, target: Locator): Change {
	return async () => {
		const { x, y, width, height } = (await target.boundingBox())!;
		await page.mouse.move(x + width / 2, y + height / 2);
		return () => page.mouse.click(x + width / 2, y + height / 2);
	};
}

async function drawn(page: Page, key: string): Promise<void> {
	await page.waitForSelector(`.map[data-drawn="${key}"]`, { timeout: 60_000 });
}

/** Runs in the page. */
function noteTasks(): void {
	const tasks: number[] = [];
	Object.assign(window, { tasks });
	new PerformanceObserver((list) =>
		list.getEntries().forEach(({ duration }) => tasks.push(duration))
	).observe({ type: 'longtask' });
}

/** Runs in the page: milliseconds spent in the app's own measures of this name. */
function sumOfMeasures(name: string): number {
	return performance.getEntriesByName(name).reduce((sum, { duration }) => sum + duration, 0);
}

/** Runs in the page. */
function timesOfMeasures(name: string): number[] {
	return performance.getEntriesByName(name).map(({ duration }) => duration);
}

interface Profile {
	nodes: { id: number; callFrame: { url: string; functionName: string } }[];
	samples?: number[];
	timeDeltas?: number[];
}

/** Milliseconds of script by who wrote it. The chunk of the map library is by far the largest that is loaded. */
function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profile): string {
	const spent = new Map<string, number>();
	const own = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
	samples.forEach((id, at) => {
		const { url, functionName } = own.get(id)!;
		if (['(idle)', '(program)', '(root)'].includes(functionName)) return;
		const file = functionName === '(garbage collector)' ? 'garbage' : url.replace(/.*\//, '');
		spent.set(file, (spent.get(file) ?? 0) + (timeDeltas[at] ?? 0) / 1000);
	});
	return [...spent]
		.filter(([, time]) => time >= 1)
		.sort(([, a], [, b]) => b - a)
		.slice(0, 4)
		.map(([file, time]) => `${file || 'browser'} ${milliseconds(time)}`)
		.join(', ');
}

function bar(value: number, most: number) {
	return { bar: `${most} ms`, isMet: value <= most };
}

/** Chromium tells no task of 50 ms or less. */
function longest(task: number): string {
	return task === 0 ? '≤ 50 ms' : milliseconds(task);
}

function milliseconds(value: number): string {
	return `${value.toFixed(1)} ms`;
}
