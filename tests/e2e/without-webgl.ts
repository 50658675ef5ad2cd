import type { Page } from '@playwright/test';
import { expect, type Query, type Site } from './site.ts';

/** As on an office computer without graphics; to be called before the page opens. */
export async function withoutWebGl(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const original = HTMLCanvasElement.prototype.getContext;
		HTMLCanvasElement.prototype.getContext = function (
			this: HTMLCanvasElement,
			...asked: unknown[]
		) {
			return /webgl/.test(String(asked[0])) ? null : original.apply(this, asked as never);
		} as typeof original;
	});
}

/** Open the explorer on its SVG map and wait until that is complete. */
export async function openDrawing(site: Site, query: Query, key: string): Promise<void> {
	await site.open(query);
	await expect(site.map).toHaveAttribute('data-drawn', key, { timeout: 60_000 });
}
