/** Path data of d3-geo with one digit after the point: `M1.5,2L3,4…Z`, again and again. */
const PATHS = /\bd="(M[-0-9.,MLZ]+)"/g;

/**
 * Shorten the outlines of a picture: each point by its way from the one before, in tenths of a pixel that add up
 * exactly. A third of the text goes, and with it what a slow machine reads before the first picture.
 */
export function compactPaths(svg: string): string {
	return svg.replace(PATHS, (_, d: string) => `d="${compactPath(d)}"`);
}

/** @param d of absolute moves and lines, with at most one digit after the point */
export function compactPath(d: string): string {
	return d.replace(/M([^MZ]+)(Z?)/g, (_, points: string, end: string) => {
		const [first, ...rest] = points
			.split('L')
			.map((point) => point.split(',').map((at) => Math.round(Number(at) * 10)));
		let [x, y] = first as [number, number];
		let text = `M${tenths(x)},${tenths(y)}`;
		for (const [at, [toX, toY]] of (rest as [number, number][]).entries()) {
			const [right, down] = [tenths(toX - x), tenths(toY - y)];
			const between = at === 0 ? 'l' : right.startsWith('-') ? '' : ' ';
			text += `${between}${right}${down.startsWith('-') ? '' : ','}${down}`;
			[x, y] = [toX, toY];
		}
		return text + end;
	});
}

function tenths(value: number): string {
	return String(value / 10).replace(/^(-?)0\./, '$1.');
}
