import { classColours, GROUND, THEMES, type Ground, type Theme } from '../domain/colour.ts';
import type { ViewModel } from '../domain/view-model.ts';

const nameOf = (part: string) =>
	`--map-${part.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
const PARTS = Object.keys(GROUND.light) as (keyof Ground)[];

/** The ground in custom properties of the page: the picture follows its theme without being drawn again. */
export const PAGE_GROUND = Object.fromEntries(
	PARTS.map((part) => [part, `var(${nameOf(part)})`])
) as Ground;

/** A class's colour as a custom property of the page. */
export const pageClass = (at: number): string => `var(--class-${at})`;

/** A view model whose colours follow the theme of the page, also before any script runs. */
export function inPageColours(model: ViewModel): ViewModel {
	return {
		...model,
		colours: model.colours.map((_, at) => pageClass(at)),
		legend: model.legend.map((entry) => ({ ...entry, colour: pageClass(entry.at) }))
	};
}

/** The style sheet that gives those properties their values: the ground, and the classes of coverage. */
export function pageColours(): string {
	const [light, dark] = THEMES.map(propertiesOf) as [string[], string[]];
	const rule = (selector: string, lines: string[], indent = '') =>
		[`${indent}${selector} {`, ...lines.map((line) => `${indent}\t${line}`), `${indent}}`].join(
			'\n'
		);
	return [
		'/* Written by `pageColours()` of src/lib/svg/page-colours.ts; its test tells when it is out of date. */',
		rule(':root', light),
		`@media (prefers-color-scheme: dark) {\n${rule(':root:not([data-theme])', dark, '\t')}\n}`,
		`${rule(":root[data-theme='dark']", dark)}\n`
	].join('\n\n');
}

function propertiesOf(theme: Theme): string[] {
	return [
		...PARTS.map((part) => `${nameOf(part)}: ${GROUND[theme][part]};`),
		...classColours('coverage', theme).map((colour, at) => `--class-${at}: ${colour};`)
	];
}
