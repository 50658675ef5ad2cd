/** Makes files off the main thread; whoever cancels ends the worker, and nothing is left of it. */
import * as Comlink from 'comlink';
import type { Briefing, ExportOptions, Part, Tools } from './briefing.ts';
import { pageOf, SEEN } from './pages.ts';
import { exportAs, type FormatName } from './registry.ts';

const maker = {
	async make(
		format: FormatName,
		briefing: Briefing,
		options: ExportOptions,
		tools: Tools
	): Promise<Uint8Array<ArrayBuffer>> {
		const content = await exportAs(format, briefing, options, tools);
		return Comlink.transfer(content, [content.buffer]);
	},
	/** One page of a printed briefing as SVG. */
	page(briefing: Briefing, part: Part, number: number): string {
		return pageOf(briefing, part, number, SEEN);
	}
};

export type Maker = typeof maker;
Comlink.expose(maker);
