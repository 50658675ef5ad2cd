import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyValues, OLD_UNITS, select } from '../../../tests/fixtures/small-country.ts';
import { CHANGE, CHANGE_CLASSES } from '../domain/compare.ts';
import { buildViewModel, MARK } from '../domain/view-model.ts';
import { pathsByClass } from './classes.ts';

const UNITS = ['a', 'b', '', 'c', 'd', 'e'];

describe('outlines by class', () => {
	it('hold each unit that is shown once, in the path of its class', () => {
		const part = fc.record({
			hidden: fc.subarray([0, 1, 2, 3, 4, 5, 6]),
			within: fc.constantFrom(null, '19')
		});
		fc.assert(
			fc.property(anyValues(OLD_UNITS), part, (values, wish) => {
				const input = {
					units: OLD_UNITS,
					values,
					month: '2024-11',
					edition: '2022-10',
					statistic: null,
					provenance: 'simulated' as const,
					source: '',
					approximate: true
				};
				const model = buildViewModel(input, select(wish), 'light');
				const paths = pathsByClass(model, UNITS);
				expect(paths).toHaveLength(model.colours.length);
				UNITS.forEach((d, row) => {
					const shown = d !== '' && !(model.marks[row]! & (MARK.hidden | MARK.outside));
					const places = paths.flatMap((path, at) => (d && path.includes(d) ? [at] : []));
					expect(places).toEqual(shown ? [model.classes[row]] : []);
				});
			})
		);
	});
});

it('the map without WebGL has a colour for every class, those of a change too', () => {
	const style = readFileSync(new URL('../components/unit-paths.css', import.meta.url), 'utf8');
	for (let at = 0; at <= CHANGE_CLASSES; at++) expect(style).toContain(`fill: var(--class-${at})`);
	expect(style).toContain(`.c${CHANGE.lost}.below`);
});
