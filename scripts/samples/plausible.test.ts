/** Figures that can't be as they stand: told, or asked about. */
import { describe, expect, it } from 'vitest';
import type { Answers, IntakeContext } from '../../src/lib/intake/index.ts';
import { draftOfText, realContext } from '../testing/short-tables.ts';

const context = await realContext();

describe('last month', () => {
	const counts = [412, 120, 305];
	const codes = ['00004', '00008', '00025'];
	const file = (of: readonly number[]) =>
		`month,code,network,samples\n${of.map((count, at) => `2026-10,${codes[at]},mobile,${count}`).join('\n')}\n`;
	const toldAfter = (of: readonly number[]) => {
		const stored: IntakeContext['stored'] = (month) =>
			month === '2026-09'
				? codes.map((code, at) => ({ code, operator: '', samples: counts[at]! }) as never)
				: undefined;
		const { checks } = draftOfText(file(of), {}, { ...context, stored });
		return checks.filter(({ isRight }) => !isRight).map(({ text }) => text.en);
	};

	it('under a new title is told: no three units have the same counts twice', () => {
		expect(toldAfter(counts).join()).toMatch(/all 3 units have exactly the samples of the month/);
	});

	it('is not told of where one count differs', () => {
		expect(toldAfter([412, 120, 306])).toEqual([]);
	});
});

describe('a count', () => {
	const told = (of: readonly number[]) =>
		draftOfText(
			`month,code,network,samples\n${of.map((count, at) => `2026-10,${['00004', '00008', '00025'][at]},mobile,${count}`).join('\n')}\n`,
			{},
			context
		)
			.checks.filter(({ isRight }) => !isRight)
			.map(({ text }) => text.en);

	it('a hundred times the next largest is told', () => {
		expect(told([412, 10_000_000, 305])).toEqual([
			'Phường Ngọc Hà, Thành phố Hà Nội: 10000000 samples, the next largest 412; is there a digit too many?'
		]);
	});

	it('of a large city beside small communes is not', () => {
		expect(told([412, 40_000, 0])).toEqual([]);
	});
});

describe('a count beside measurements', () => {
	const rows = (count: string, answers: Answers = {}) =>
		draftOfText(
			`time,lat,lon,network,download_mbps,count\n2026-09-03 10:00:00,21.03,105.85,4G,40,${count}\n2026-09-03 11:00:00,21.03,105.85,4G,50,1\n`,
			answers,
			context
		);
	const asked = (of: ReturnType<typeof rows>) =>
		of.questions.filter(({ about }) => about === 'take').map(({ found }) => found.en);

	it('is asked about where a row counts several', () => {
		expect(asked(rows('12')).join()).toContain('"count" counts several measurements in a row');
	});

	it('is left out where that is answered, and where each row is one', () => {
		expect(asked(rows('12', { take: ['rows'] }))).toEqual([]);
		expect(asked(rows('1'))).toEqual([]);
	});
});
