/** The eight main views as pictures of the made-up country, in both languages: somebody looked at each of them. */
import { describe, expect, it } from 'vitest';
import {
	SMALL_LAND,
	SMALL_TOPOLOGY,
	SMALL_TOPOLOGY_NEW
} from '../../../tests/fixtures/small-geography.ts';
import {
	NEW_UNITS,
	OLD_UNITS,
	OLD_VALUES,
	select,
	valuesOf
} from '../../../tests/fixtures/small-country.ts';
import { buildCrosswalk, estimate } from '../domain/crosswalk.ts';
import { COUNTRY, type Extent } from '../domain/sea.ts';
import type { Selection } from '../domain/selection.ts';
import { buildViewModel, type ViewInput } from '../domain/view-model.ts';
import { LOCALES } from '../i18n/locale.ts';
import { drawSheet } from './sheet.ts';

const OLD: ViewInput = {
	units: OLD_UNITS,
	values: OLD_VALUES,
	month: '2024-11',
	edition: '2022-10',
	statistic: 'median',
	provenance: 'simulated',
	source: 'simulation, seed 1',
	approximate: true
};
/** October: 00001 had not reached the threshold yet, 05500 had; 05503 fell, 05509 rose. */
const OCTOBER = valuesOf(OLD_UNITS, {
	'01': { samples: 500 },
	'19': { samples: 740 },
	'00001': { samples: 200 },
	'00004': { samples: 300 },
	'05500': { samples: 310 },
	'05503': { samples: 150 },
	'05509': { samples: 125 }
});
const NEW: ViewInput = {
	...OLD,
	units: NEW_UNITS,
	values: valuesOf(NEW_UNITS, {
		'01': { samples: 700, derived: true },
		'19': { samples: 410 },
		'00004': { samples: 700, download: 88 },
		'05500': { samples: 299 },
		'05506': { samples: 90 }
	}),
	month: '2026-10',
	edition: '2025-07'
};
const { crosswalk } = buildCrosswalk(OLD_UNITS, NEW_UNITS, [
	{ from: '00001', to: '00004', share: 1 },
	{ from: '00004', to: '00004', share: 1 },
	{ from: '498', to: '00004', share: 1 },
	{ from: '05500', to: '05500', share: 0.75 },
	{ from: '05500', to: '05506', share: 0.25 },
	{ from: '05503', to: '05500', share: 1 },
	{ from: '05506', to: '05506', share: 1 },
	{ from: '05509', to: '05506', share: 1 }
]) as Extract<ReturnType<typeof buildCrosswalk>, { crosswalk: unknown }>;
const ESTIMATED: ViewInput = {
	...NEW,
	month: '2024-11',
	values: estimate(crosswalk, OLD_UNITS, NEW_UNITS, OLD_VALUES),
	estimatedFrom: '2022-10'
};

/** The two communes of the town, and the four of the province of tea. */
const TOWN: Extent = [104.9, 19.9, 107.1, 21.1];
const HILLS: Extent = [104.8, 11.8, 108.2, 16.2];
const UPPER_HILLS: Extent = [104.9, 14.8, 108.1, 16.2];

interface View {
	name: string;
	input: ViewInput;
	part: Partial<Selection>;
	extent?: Extent;
}
const VIEWS: View[] = [
	{ name: 'provinces-coverage', input: OLD, part: { level: 'province', measure: 'coverage' } },
	{ name: 'communes-2024-11', input: OLD, part: {} },
	{ name: 'districts', input: OLD, part: { level: 'district' } },
	{ name: 'communes-2026-10', input: NEW, part: { month: '2026-10' } },
	{ name: 'within-province', input: OLD, part: { within: '01', unit: '00004' }, extent: TOWN },
	{ name: 'download-hatched', input: OLD, part: { measure: 'download' }, extent: UPPER_HILLS },
	{
		name: 'change',
		input: { ...OLD, against: OCTOBER },
		part: { against: '2024-10' },
		extent: HILLS
	},
	{ name: 'estimated', input: ESTIMATED, part: { units: '2025-07' } }
];

const geographyOf = ({ edition }: ViewInput, level: Selection['level']) => ({
	topology: edition === '2025-07' ? SMALL_TOPOLOGY_NEW : SMALL_TOPOLOGY,
	objects: { level: `${level}s`, province: 'provinces' },
	land: SMALL_LAND
});

describe.each(VIEWS)('the view $name', ({ name, input, part, extent = COUNTRY }) => {
	it.each(LOCALES)('looks as it did when somebody last looked at it (%s)', async (locale) => {
		const selection = select({ ...part, locale });
		const model = buildViewModel(input, selection, 'light');
		const options = { id: 's', width: 1200, height: 800, extent };
		const svg = drawSheet(model, geographyOf(input, selection.level), options);
		expect(svg.length).toBeLessThan(100_000);
		for (const name of ['Hoàng Sa', 'Trường Sa']) expect(svg).toContain(name);
		await expect(svg.replaceAll('><', '>\n<')).toMatchFileSnapshot(
			`../../../tests/golden/${name}.${locale}.svg`
		);
	});
});
