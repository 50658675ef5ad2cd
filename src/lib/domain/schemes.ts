/**
 * ColorBrewer's schemes as d3-scale-chromatic has them (a test compares). The package itself would bring its
 * interpolators and d3-color into every first visit, ten times as much as these four.
 */
const scheme = (colours: string): string[] => colours.match(/.{6}/g)!.map((each) => `#${each}`);

export const YELLOW_BROWN = scheme('ffffe5fff7bcfee391fec44ffe9929ec7014cc4c02993404662506');
export const BLUES = scheme('f7fbffdeebf7c6dbef9ecae16baed64292c62171b508519c08306b');
export const YELLOW_BLUE = scheme('ffffd9edf8b1c7e9b47fcdbb41b6c41d91c0225ea8253494081d58');
/** Eleven colours; the others have nine. */
export const RED_BLUE = scheme(
	'67001fb2182bd6604df4a582fddbc7f7f7f7d1e5f092c5de4393c32166ac053061'
);
