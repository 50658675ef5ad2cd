/** A page of paper: vectors, and text that can be searched and copied, in fonts that the file holds. */
import PDFDocument from 'pdfkit';
import svgToPdf from 'svg-to-pdfkit';
import { modelOf, partsOf } from './briefing.ts';
import type { ExportOptions } from './briefing.ts';
import { pageOf } from './pages.ts';
import { pictureOf } from './picture.ts';
import type { Make } from './registry.ts';

/** Sides of the paper in points. */
const POINTS = { a4: [841.89, 595.28], a3: [1190.55, 841.89] } as const;

export const make: Make = async (briefing, options, tools) => {
	const [width, height] = paperOf(options);
	const model = modelOf(briefing);
	const [regular, bold] = await Promise.all([tools.font(400), tools.font(600)]);
	const document = new PDFDocument({
		size: [width, height],
		margin: 0,
		// Left out, the library would look for a font of its own.
		font: toBuffer(regular) as unknown as string,
		lang: model.locale === 'vi' ? 'vi-VN' : 'en-GB',
		displayTitle: true,
		info: { Title: model.title, Subject: model.sentence, Author: 'i-Speed' }
	});
	document.registerFont('regular', toBuffer(regular));
	document.registerFont('bold', toBuffer(bold));
	const done = collect(document);
	const shown = partsOf(briefing.selection.network);
	const pages = options.parts
		? options.parts
				.filter((part) => shown.includes(part))
				.map((part, at) => () => pageOf(briefing, part, at + 1, [width, height]))
		: [() => pictureOf(briefing, [width, height], { transparent: false })];
	pages.forEach((draw, at) => {
		if (at > 0) document.addPage();
		svgToPdf(document, haloFirst(draw()), 0, 0, {
			width,
			height,
			assumePt: true,
			fontCallback: (_family, isBold) => (isBold ? 'bold' : 'regular')
		});
	});
	document.end();
	return done;
};

/**
 * The library draws outlines over letters, whatever \`paint-order\` says: halo and letters become texts of their own.
 * Programs that copy or search leave a text out that lies right on the same text.
 */
function haloFirst(svg: string): string {
	return svg.replace(
		/<text([^>]*?) stroke="[^"]*"([^>]*)>.*?<\/text>/g,
		(text, before: string, after: string) =>
			text + text.replace(/^<text[^>]*>/, `<text${before} stroke="none"${after}>`)
	);
}

function paperOf({ size, portrait }: ExportOptions): [number, number] {
	const [long, short] = POINTS[size === 'a3' ? 'a3' : 'a4'];
	return portrait ? [short, long] : [long, short];
}

/** The library tells a font from a path by its class. */
function toBuffer(bytes: Uint8Array): ArrayBuffer {
	return Uint8Array.from(bytes).buffer;
}

function collect(document: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
	return new Promise((resolve, reject) => {
		const parts: Uint8Array[] = [];
		document.on('data', (part: Uint8Array) => parts.push(part));
		document.on('error', reject);
		document.on('end', () => {
			const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
			let at = 0;
			for (const part of parts) {
				whole.set(part, at);
				at += part.length;
			}
			resolve(whole);
		});
	});
}
