declare module 'subset-font' {
	/** @returns the font with the letters of `text` and what belongs to them */
	export default function subsetFont(
		font: Buffer,
		text: string,
		options: { targetFormat: 'woff2' }
	): Promise<Buffer>;
}
