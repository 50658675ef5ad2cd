/** What was answered for a file is offered for the next one of its shape, and never taken by itself. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Answers, Draft, Question } from '../../src/lib/intake/index.ts';
import { withEarlier, type KeptRecipe } from '../../src/lib/intake/recipes.ts';
import { SILENT } from '../common/progress.ts';
import { NOW, officeFile, storeText } from '../testing/office.ts';
import { addSamples, type AddResult } from './add.ts';
import { linesOf, toldOf } from './tell.ts';

const ROOT = resolve(import.meta.dirname, '../..');

let data: string;
beforeEach(async () => {
	data = join(await mkdtemp(join(tmpdir(), 'recipes-')), 'data');
	await cp(join(ROOT, 'data/gazetteer'), join(data, 'gazetteer'), { recursive: true });
	await cp(join(ROOT, 'data/editions.csv'), join(data, 'editions.csv'));
});
afterEach(() => rm(resolve(data, '..'), { recursive: true, force: true }));

async function add(
	name: string,
	{ title = '', count = 'Số mẫu', answers = {} as Answers } = {}
): Promise<AddResult> {
	const text = `${title ? `${title},\n` : ''}Mã xã,${count}\n00004,412\n00008,350\n00025,12\n`;
	return addSamples({
		data,
		files: [await officeFile(data, name, text)],
		answers,
		now: NOW,
		progress: SILENT
	});
}

const offered = ({ draft }: AddResult) =>
	Object.fromEntries(draft!.questions.map(({ about, earlier }) => [about, earlier]));

it('an answer is offered with its file and month, and not taken', async () => {
	const first = await add('t8.csv', {
		title: 'Số liệu tháng 8/2026',
		answers: { network: ['mobile'] }
	});
	expect(first.status).toBe('accepted');
	const before = await storeText(data);
	const next = await add('t9.csv', { title: 'Số liệu tháng 9/2026' });
	expect([next.status, await storeText(data)]).toEqual(['question', before]);
	const [question] = toldOf(next, 'en').questions;
	expect(question!.earlier).toEqual([
		{ file: 't8.csv', month: '2026-08', answer: '--network mobile' }
	]);
	expect(linesOf(next, 'vi', false)).toContain(
		'    Như với t8.csv của tháng 2026-08: --network mobile'
	);
	expect(linesOf(next, 'en', false)).toContain('    As for t8.csv of 2026-08: --network mobile');
});

it('the month of an earlier file is no answer', async () => {
	await add('a.csv', { answers: { month: ['2026-08'], network: ['fixed'] } });
	const next = await add('b.csv');
	expect(offered(next)).toEqual({
		month: undefined,
		network: [{ file: 'a.csv', month: '2026-08', answers: [{ name: 'network', value: 'fixed' }] }]
	});
});

it('a file of another shape is asked alone', async () => {
	await add('t8.csv', { title: 'Tháng 8/2026', answers: { network: ['mobile'] } });
	const other = await add('t9.csv', { title: 'Tháng 9/2026', count: 'Số lượt đo' });
	expect(offered(other)).toEqual({ network: undefined });
});

it('different answers are all offered, the latest first', async () => {
	await add('a.csv', { title: 'Tháng 7/2026', answers: { network: ['fixed'] } });
	await add('b.csv', { title: 'Tháng 8/2026', answers: { network: ['mobile'] } });
	const next = await add('c.csv', { title: 'Tháng 9/2026' });
	expect(offered(next).network!.map(({ file, answers }) => [file, answers[0]!.value])).toEqual([
		['b.csv', 'mobile'],
		['a.csv', 'fixed']
	]);
});

it('months, tables, sheets and columns that this file does not have are not named', () => {
	const text = { vi: '', en: '' };
	const question = (about: Question['about'], tables: string[], ...values: string[]): Question => ({
		about,
		tables,
		found: text,
		choices: values.map((value) => ({
			answer: { name: about as 'map', value },
			text,
			examples: []
		})),
		form: ''
	});
	const draft = {
		shape: 's',
		tables: [{ name: 'T9' }, { name: 'Cố định' }] as Draft['tables'],
		questions: [
			question('network', ['T9'], 'mobile', 'fixed'),
			question('skip', ['T9'], 'T9'),
			question('map', ['T9'], 'samples=Số mẫu tháng 9', 'samples=Số lượt'),
			question('province', ['T9'], '01'),
			question('month', ['T9'], '2026-08', '2026-09')
		]
	};
	const kept = (recipe: Answers): KeptRecipe[] => [
		{ shape: 's', recipe, file: 'a', month: '2026-08' }
	];
	const values = (recipe: Answers) =>
		withEarlier(draft, kept(recipe)).map(({ earlier }) =>
			earlier?.flatMap(({ answers }) => answers.map(({ value }) => value))
		);
	expect(
		values({
			network: ['T8=mobile', 'Cố định=fixed'],
			skip: ['T8'],
			map: ['samples=Số mẫu tháng 8'],
			province: ['31'],
			month: ['2026-08']
		})
	).toEqual([undefined, undefined, undefined, ['31'], undefined]);
	expect(values({ network: ['T9=mobile'], skip: ['T9'], map: ['samples=Số lượt'] })).toEqual([
		['T9=mobile'],
		['T9'],
		['samples=Số lượt'],
		undefined,
		undefined
	]);
});
