import { expect, it } from 'vitest';
import { GROUND } from '../domain/colour.ts';
import { PAGE_GROUND, pageColours } from './page-colours.ts';

it('the style sheet of the page has the colours of every map', async () => {
	await expect(pageColours()).toMatchFileSnapshot('../components/map-colours.css');
});

it('every colour of the ground has a property, in light, dark by system and dark by choice', () => {
	const sheet = pageColours();
	for (const part of Object.keys(GROUND.light) as (keyof typeof GROUND.light)[]) {
		const name = /var\((.*)\)/.exec(PAGE_GROUND[part])![1]!;
		const values = [...sheet.matchAll(new RegExp(`${name}: (.*);`, 'g'))].map(([, value]) => value);
		expect(values).toEqual([GROUND.light[part], GROUND.dark[part], GROUND.dark[part]]);
	}
});
