import { expect, test as base, type Locator, type Page } from '@playwright/test';

export { expect };

/** Parameters of the explorer's URL. */
export type Query = Record<string, string>;

/** Messages of the graphics driver and of the test's own settings: they tell of the machine and not of the site. */
const MACHINE =
	/GL Driver Message|GPU stall|Automatic fallback to software WebGL|Service Worker registration blocked/;

/** Everything that went wrong behind the page's back. A test that expects a problem says so before. */
class Watch {
	#expected: RegExp[] = [];
	#problems: string[] = [];

	constructor(page: Page, origin: string) {
		page.on('console', (message) => {
			if (!['error', 'warning'].includes(message.type()) || MACHINE.test(message.text())) return;
			this.#problems.push(`${message.type()}: ${message.text()} (${message.location().url})`);
		});
		page.on('pageerror', (error) => this.#problems.push(`page error: ${error.stack ?? error}`));
		page.on('request', (request) => {
			const { protocol, origin: asked } = new URL(request.url());
			if (asked !== origin && protocol !== 'blob:' && protocol !== 'data:')
				this.#problems.push(`request off the origin: ${request.url()}`);
		});
		page.on('websocket', (socket) => this.#problems.push(`web socket: ${socket.url()}`));
		page.on('requestfailed', (request) => {
			const reason = request.failure()?.errorText ?? '';
			// The app cancels what nobody waits for, and a reload cancels all the rest.
			if (reason !== 'net::ERR_ABORTED')
				this.#problems.push(`request failed: ${request.url()} ${reason}`);
		});
		page.on('response', (response) => {
			if (response.status() >= 400)
				this.#problems.push(`HTTP ${response.status()}: ${response.url()}`);
		});
	}

	/** A problem that this test makes on purpose. */
	expectProblem(pattern: RegExp): void {
		this.#expected.push(pattern);
	}

	/** Problems that no test asked for. */
	get unexpected(): string[] {
		return this.#problems.filter((text) => !this.#expected.some((known) => known.test(text)));
	}
}

/** The explorer as a reader meets it. */
export class Site {
	readonly page: Page;
	readonly #watch: Watch;
	/** The frame of the map; its `data-` attributes tell what is drawn. */
	readonly map: Locator;
	readonly canvas: Locator;
	readonly tooltip: Locator;
	readonly legend: Locator;
	readonly detail: Locator;
	/** Name of the unit (or country) that the detail panel tells of. */
	readonly detailTitle: Locator;
	/** What is said first of a unit. */
	readonly verdict: Locator;
	readonly table: Locator;
	readonly alert: Locator;
	/** What the reader is told about the edition and about values that could not be kept. */
	readonly notices: Locator;
	readonly sentence: Locator;
	readonly month: Locator;
	/** The months as a slider. */
	readonly timeline: Locator;

	constructor(page: Page, watch: Watch) {
		this.page = page;
		this.#watch = watch;
		this.map = page.locator('.map');
		this.canvas = page.locator('canvas.maplibregl-canvas');
		this.tooltip = page.getByRole('tooltip');
		this.legend = page.locator('.legend');
		this.detail = page.locator('#detail');
		this.detailTitle = page.locator('#detail-title');
		this.verdict = page.getByTestId('verdict');
		this.table = page.getByTestId('unit-table');
		this.alert = page.getByRole('alert');
		this.notices = page.locator('.notices li');
		this.sentence = page.locator('.sentence');
		this.month = page.getByLabel('Tháng', { exact: true });
		this.timeline = page.getByRole('slider', { name: /Dòng thời gian|Timeline/ });
	}

	/** Declare a console error, failed request or page error that the test makes on purpose. */
	expectProblem(pattern: RegExp): void {
		this.#watch.expectProblem(pattern);
	}

	/** Open the explorer without waiting for more than the page itself. */
	async open(query: Query = {}): Promise<void> {
		await this.page.goto(`/?${new URLSearchParams(query)}`);
	}

	/** Open the explorer and wait until its map is drawn by a live WebGL2 context. */
	async openMap(query: Query = {}): Promise<void> {
		await this.open(query);
		await this.drawn(`${query.units ?? editionOf(query.month ?? '')}/${query.level ?? 'commune'}`);
	}

	/** Open the explorer on its table: all the figures, without the seconds that software WebGL takes. */
	async openTable(query: Query = {}): Promise<void> {
		await this.open({ ...query, view: 'table' });
		await expect(this.table).toBeVisible();
	}

	/** Wait until the units of "<edition>/<level>" are on screen, drawn by a live WebGL2 context. */
	async drawn(key: string): Promise<void> {
		await expect(this.map).toHaveAttribute('data-drawn', key, { timeout: 60_000 });
		const alive = await this.canvas.first().evaluate((canvas: HTMLCanvasElement) => {
			const gl = canvas.getContext('webgl2');
			return gl !== null && !gl.isContextLost() && gl.drawingBufferWidth > 0;
		});
		expect(alive, 'the map has a live WebGL2 context').toBe(true);
	}

	/** One choice of a switch, such as "Huyện" of "Cấp"; its menu may be folded. */
	choice(group: string, name: string): Locator {
		return this.page
			.getByRole('group', { name: group, includeHidden: true })
			.getByRole('radio', { name, exact: true, includeHidden: true });
	}

	/** Open the menu that holds a choice, if it is in one. */
	async unfold(group: string): Promise<void> {
		const menu = this.page
			.locator('details.menu:not([open])')
			.filter({ has: this.page.locator('summary', { hasText: group }) });
		if (await menu.count()) await menu.locator('summary').click();
	}

	/** Click a choice of a switch, as its label is what a reader sees. */
	async choose(group: string, name: string): Promise<void> {
		await this.unfold(group);
		await this.page
			.getByRole('group', { name: group })
			.locator('label')
			.filter({ hasText: new RegExp(`^\\s*${name}\\s*$`) })
			.click();
		await expect(this.choice(group, name)).toBeChecked();
	}

	/** A figure of the strip: its value, and its change on the month before. */
	kpi(name: 'province' | 'district' | 'commune' | 'total'): { value: Locator; change: Locator } {
		const card = this.page.locator(`[data-kpi="${name}"]`);
		return { value: card.locator('.value'), change: card.locator('.change') };
	}

	/** Wait until the URL's parameters hold these values; `null` means absent. */
	async hasQuery(wanted: Record<string, string | RegExp | null>): Promise<void> {
		for (const [name, value] of Object.entries(wanted)) {
			const found = expect.poll(() => this.query(name), { message: `URL parameter ${name}` });
			if (value instanceof RegExp) await found.toMatch(value);
			else await found.toBe(value);
		}
	}

	/** A parameter of the present URL. */
	query(name: string): string | null {
		return new URL(this.page.url()).searchParams.get(name);
	}

	/** Zoom of the map at rest. */
	async zoom(): Promise<number> {
		return Number(await this.map.getAttribute('data-zoom'));
	}

	/** Wait until the table has so many rows; only those in view are drawn. */
	async hasRows(count: number): Promise<void> {
		await expect(this.table.getByRole('grid')).toHaveAttribute('aria-rowcount', String(count + 1));
		await expect(this.table.locator('tbody tr').first()).toBeVisible();
	}

	/** How many units each legend entry counts, by its label. */
	async legendCounts(): Promise<Map<string, number>> {
		const entries = await this.legend.locator('li button').evaluateAll((buttons) =>
			buttons.map((button) => {
				const part = (name: string) => button.querySelector(name)!.textContent!.trim();
				return [part('.label'), Number(part('.count').replace(/\D/g, ''))] as const;
			})
		);
		return new Map(entries);
	}
}

/** Edition that a month belongs to; no month means the last one. */
export function editionOf(month: string): string {
	return month !== '' && month <= '2025-06' ? '2022-10' : '2025-07';
}

export const test = base.extend<{ site: Site }>({
	site: [
		async ({ page, baseURL }, use) => {
			const watch = new Watch(page, new URL(baseURL!).origin);
			await use(new Site(page, watch));
			expect(watch.unexpected, 'no errors, and no request off the origin').toEqual([]);
		},
		{ auto: true }
	]
});
