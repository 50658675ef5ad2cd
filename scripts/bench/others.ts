/**
 * `npm run bench -- others`: this site beside three other ways to draw the same 10,599 communes with the same values,
 * in one run: an ECharts map, MapLibre with `setData`, and kepler.gl. They are installed by their own lock file into
 * data/cache/bench-others and built there; one that can't be says why and leaves the others alone.
 */
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { checked, ManifestSchema } from '../../src/lib/data/schema.ts';
import { readMonth, readUnits } from '../../src/lib/data/tables.ts';
import { classColours } from '../../src/lib/domain/colour.ts';
import { breaksOf } from '../../src/lib/domain/measure.ts';
import { measureFirstVisit, type FirstVisit, type Signs } from './first-visit.ts';
import { OUR_SIGNS } from './site.ts';
import { busySeconds, launch, median, originOf, seconds, until, watchWire } from './bench.ts';
import { plainFiles, precompress } from '../common/precompress.ts';
import { BUILD, serveBuild } from '../site/serve.ts';
import { runQuietly } from '../common/run.ts';
import { BEFORE } from './lists.ts';

const SOURCE = join(import.meta.dirname, 'others');
const WORKSHOP = 'data/cache/bench-others';
const PUBLISHED = 'static/data';
const OTHERS = {
	echarts: 'ECharts map',
	maplibre: 'MapLibre, setData',
	kepler: 'kepler.gl'
} as const;
type Other = keyof typeof OTHERS;
const EDITION = BEFORE.id;
const MONTHS = ['2024-11', '2024-12'] as const;
const VISITS = 2;
const STEPS = 5;
/** Milliseconds after which nothing of a change goes on. */
const REST = 2500;

interface Figures extends FirstVisit {
	/** Milliseconds of the main thread for a month, until rest. */
	month: number;
	kilobytes: number;
}

/** @throws Error when there is no built site */
export async function benchOthers(): Promise<void> {
	const built = await buildOthers();
	const browser = await launch();
	const all: [name: string, figures: Figures][] = [];
	try {
		all.push(['this site', await measure(browser, BUILD, `/?month=${MONTHS[0]}`, ours())]);
		for (const name of built) {
			const way = {
				signs: { map: 'window.bench' },
				change: (page: Page) => page.evaluate<void>('bench.change().then(() => undefined)')
			};
			await measure(browser, join(WORKSHOP, 'dist', name), `/${name}.html`, way).then(
				(figures) => all.push([OTHERS[name], figures]),
				(error: unknown) =>
					console.log(`${OTHERS[name]}: built, but not measured: ${reason(error)}`)
			);
		}
	} finally {
		await browser.close();
	}
	print(all);
}

interface Way {
	signs: Signs;
	change(page: Page): Promise<void>;
}

/** Between two months and back, as the others do. */
function ours(): Way {
	let forth = false;
	return {
		signs: OUR_SIGNS(`${EDITION}/commune`),
		change: (page) => {
			forth = !forth;
			return page.click(`.stepper button:nth-of-type(${forth ? 2 : 1})`);
		}
	};
}

async function measure(on: Browser, folder: string, path: string, way: Way): Promise<Figures> {
	const server = await serveBuild(0, folder);
	try {
		const url = originOf(server) + path;
		const wire = watchWire(server);
		const visits: FirstVisit[] = [];
		for (let visit = 0; visit < VISITS; visit++)
			visits.push(await measureFirstVisit(on, url, way.signs));
		const kilobytes = wire.bytes() / VISITS / 1000;
		const best = (of: (visit: FirstVisit) => number) => Math.min(...visits.map(of));
		return {
			paint: best(({ paint }) => paint),
			picture: best(({ picture, map }) => (Number.isNaN(picture) ? map : picture)),
			map: best(({ map }) => map),
			month: await monthChange(on, url, way),
			kilobytes
		};
	} finally {
		server.close();
		server.closeAllConnections();
	}
}

async function monthChange(on: Browser, url: string, { signs, change }: Way): Promise<number> {
	const page = await on.newPage({
		viewport: { width: 1440, height: 900 },
		serviceWorkers: 'block'
	});
	try {
		await page.goto(url);
		await until(page, signs.map);
		await page.waitForTimeout(REST);
		const session = await page.context().newCDPSession(page);
		await session.send('Performance.enable');
		const times: number[] = [];
		for (let step = 0; step < STEPS; step++) {
			const before = await busySeconds(session);
			await change(page);
			await page.waitForTimeout(REST);
			times.push(((await busySeconds(session)) - before) * 1000);
		}
		return median(times);
	} finally {
		await page.close();
	}
}

/** Install and build what is not there yet. @returns those that can be measured */
async function buildOthers(): Promise<Other[]> {
	await mkdir(WORKSHOP, { recursive: true });
	await cp(SOURCE, WORKSHOP, { recursive: true });
	const lock = await readFile(join(SOURCE, 'package-lock.json'));
	await once('installed', lock, async () => {
		console.log('Installing what is compared (about 1 GB in data/cache/bench-others)…');
		await inWorkshop('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
	});
	const built: Other[] = [];
	for (const name of Object.keys(OTHERS) as Other[]) {
		try {
			const pages = [`${name}.js`, `${name}.html`, 'common.js', 'page.css'];
			const files = [...pages.map((file) => `pages/${file}`), 'vite.config.js'];
			const parts = await Promise.all(files.map((file) => readFile(join(SOURCE, file))));
			await once(`built-${name}`, Buffer.concat([lock, ...parts]), async () => {
				console.log(`Building ${OTHERS[name]}…`);
				await inWorkshop('npx', ['vite', 'build', '--logLevel', 'error'], { BENCH_PAGE: name });
				const folder = join(WORKSHOP, 'dist', name);
				await precompress(folder, await plainFiles(folder));
			});
			await writeData(join(WORKSHOP, 'dist', name));
			built.push(name);
		} catch (error) {
			console.log(`${OTHERS[name]} can't be compared here: ${reason(error)}`);
		}
	}
	return built;
}

/** Do something unless it was done for the same content. */
async function once(name: string, content: Buffer, work: () => Promise<void>): Promise<void> {
	const mark = join(WORKSHOP, `${name}.sha256`);
	const hash = createHash('sha256').update(content).digest('hex');
	if ((await readFile(mark, 'utf8').catch(() => '')) === hash) return;
	await rm(mark, { force: true });
	await work();
	await writeFile(mark, hash);
}

async function inWorkshop(command: string, args: string[], environment = {}): Promise<void> {
	const { status, output } = await runQuietly(command, args, { cwd: WORKSHOP, environment });
	if (status !== 0)
		throw new Error(`\`${[command, ...args].join(' ')}\` failed:\n${output.slice(-1500)}`);
}

/** The outlines that this site draws, and the samples of two months in their order. */
async function writeData(folder: string): Promise<void> {
	const json = async (name: string): Promise<unknown> =>
		JSON.parse(await readFile(join(PUBLISHED, name), 'utf8'));
	const manifest = checked(ManifestSchema, await json('manifest.json'), 'manifest.json');
	const edition = manifest.editions.find(({ id }) => id === EDITION)!;
	const units = readUnits(EDITION, await json(edition.units.url), edition.units.url);
	const topology = (await json(edition.topology.url)) as {
		objects: { communes: { geometries: { id: string }[] } };
	};
	const rows = topology.objects.communes.geometries.map(({ id }) =>
		units.of.commune!.rowOf.get(id)!
	);
	const months: Record<string, (number | null)[]> = {};
	for (const month of MONTHS) {
		const { url } = manifest.months.find((each) => each.month === month)!.networks.mobile!.table;
		const file = Uint8Array.from(await readFile(join(PUBLISHED, url)));
		const { samples } = (await readMonth(units, { month, network: 'mobile' }, file.buffer, url))
			.commune!;
		months[month] = rows.map((at) => (Number.isNaN(samples[at]) ? null : samples[at]!));
	}
	const values = {
		months,
		breaks: breaksOf('samples', 'mobile', '2026-10').at,
		colours: classColours('samples', 'light')
	};
	const files = { 'units.topo.json': topology, 'values.json': values };
	for (const [name, content] of Object.entries(files)) {
		for (const ending of ['.br', '.gz']) await rm(join(folder, name + ending), { force: true });
		await writeFile(join(folder, name), JSON.stringify(content));
	}
	await precompress(folder, Object.keys(files));
}

function print(all: [name: string, figures: Figures][]): void {
	const [, first] = all[0]!;
	const cell = (of: keyof Figures, figures: Figures, show: (value: number) => string) =>
		`${show(figures[of])} ×${(figures[of] / first[of]).toFixed(1)}`.padStart(18);
	const heads = ['first picture', 'map ready', 'month change', 'transferred'];
	console.log(
		`10,599 communes, the same values. Slow machine and line (4× CPU, 1.6 Mbit/s), best of ${VISITS}; a month:` +
			` main thread until rest, no slowdown, median of ${STEPS}. × is the ratio to this site.\n`
	);
	console.log(''.padEnd(20) + heads.map((head) => head.padStart(18)).join(''));
	for (const [name, figures] of all)
		console.log(
			name.padEnd(20) +
				cell('picture', figures, seconds) +
				cell('map', figures, seconds) +
				cell('month', figures, (value) => `${value.toFixed(0)} ms`) +
				cell('kilobytes', figures, (value) => `${value.toFixed(0)} kB`)
		);
}

function reason(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
