/** What is used of svg-to-pdfkit, which brings no types. */
declare module 'svg-to-pdfkit' {
	interface Options {
		width: number;
		height: number;
		/** Take lengths for points and not for pixels of 1/96 inch. */
		assumePt: boolean;
		/** @returns name of a font that the document has registered */
		fontCallback: (family: string, isBold: boolean) => string;
	}
	export default function svgToPdf(
		document: PDFKit.PDFDocument,
		svg: string,
		x: number,
		y: number,
		options: Options
	): void;
}
