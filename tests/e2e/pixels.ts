/** What the map's canvas shows, pixel by pixel and frame by frame. */
import type { Page } from '@playwright/test';
import type { Pixel } from './places.ts';

/** Colours as "r,g,b". */
export type Colour = string;

/** Let the page's own frames be read; to be called before the page opens. */
export async function keepFrames(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const open = HTMLCanvasElement.prototype.getContext;
		HTMLCanvasElement.prototype.getContext = function (
			this: HTMLCanvasElement,
			kind: string,
			options?: object
		) {
			return open.call(this, kind, { ...options, preserveDrawingBuffer: true });
		} as typeof open;
	});
}

/** The colours of these pixels of the map now. */
export async function coloursAt(page: Page, places: readonly Pixel[]): Promise<Colour[]> {
	const { seen } = await watchPixels(page, places, async () => {});
	return seen.map((colours) => colours.at(-1)!);
}

/**
 * Read pixels of the map in every frame while something happens.
 * @returns for each place the colours that it had, one after the other, and how many frames were read; what
 * differs by rounding alone is one colour
 */
export async function watchPixels(
	page: Page,
	places: readonly Pixel[],
	during: () => Promise<void>
): Promise<{ seen: Colour[][]; frames: number }> {
	const watch = await page.evaluateHandle((places) => {
		const canvas = document.querySelector<HTMLCanvasElement>('canvas.maplibregl-canvas')!;
		const gl = canvas.getContext('webgl2')!;
		const scale = canvas.width / canvas.clientWidth;
		const watch = { seen: places.map((): string[] => []), frames: 0, request: 0 };
		const read = () => {
			const bound = gl.getParameter(gl.FRAMEBUFFER_BINDING) as WebGLFramebuffer | null;
			gl.bindFramebuffer(gl.FRAMEBUFFER, null);
			const pixel = new Uint8Array(4);
			places.forEach(({ x, y }, at) => {
				const [left, top] = [Math.round(x * scale), canvas.height - 1 - Math.round(y * scale)];
				gl.readPixels(left, top, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
				const before = watch.seen[at]!.at(-1)?.split(',').map(Number);
				const differs = (part: number, index: number) => Math.abs(part - pixel[index]!) > 4;
				if (!before || before.some(differs)) watch.seen[at]!.push(pixel.slice(0, 3).join());
			});
			gl.bindFramebuffer(gl.FRAMEBUFFER, bound);
			watch.frames++;
			watch.request = requestAnimationFrame(read);
		};
		read();
		return watch;
	}, places as Pixel[]);
	await during();
	// The last change is drawn in the frame after next.
	return watch.evaluate(async (watch) => {
		const last = watch.frames + 3;
		while (watch.frames < last) await new Promise(requestAnimationFrame);
		cancelAnimationFrame(watch.request);
		return { seen: watch.seen, frames: watch.frames };
	});
}

/** True when two colours differ by more than rounding. */
export function differ(one: Colour, other: Colour): boolean {
	const parts = other.split(',').map(Number);
	return one.split(',').some((part, at) => Math.abs(Number(part) - parts[at]!) > 4);
}
