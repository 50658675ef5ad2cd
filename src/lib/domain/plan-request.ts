import { DISTANCES } from './gaps.ts';
import { GOALS, WEIGHTS, type Goal, type Weight } from './planner.ts';
import type { Outlook } from './projection.ts';
import type { Fallback } from './selection.ts';

/** Columns of the gap list that it can be sorted by. */
export const SORTS = [
	'deficit',
	'name',
	'samples',
	'trend',
	'population',
	'rate',
	'spatial',
	'speed'
] as const;
export type Sort = (typeof SORTS)[number];

/** Outlooks that say something while a month runs: the list can show one of them. */
export const OPEN_OUTLOOKS = ['on-course', 'at-risk', 'will-miss'] as const satisfies Outlook[];
type OpenOutlook = (typeof OPEN_OUTLOOKS)[number];

/**
 * Which units the gap list shows: one distance, one outlook, those of the plan, what needs a look, or all that are
 * short.
 */
export const SHOWN = ['short', ...DISTANCES, ...OPEN_OUTLOOKS, 'plan', 'suspicious'] as const;
export type Shown = (typeof SHOWN)[number];

/** True for what can be shown only of a month that runs. */
export function isOutlook(shown: Shown): shown is OpenOutlook {
	return OPEN_OUTLOOKS.some((outlook) => outlook === shown);
}

/** As many locks as a link can hold. */
export const MOST_LOCKS = 1500;

/** How the gap list is grouped. */
export const GROUPINGS = ['none', 'district', 'province'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What a plan is asked for; the URL holds all of it beside the selection. */
export interface PlanRequest {
	goal: Goal;
	weight: Weight;
	/** At least one unit in each unit above. */
	each: boolean;
	/** Day of the month up to which the counts go; `null` is today while the month runs, and its last day afterwards. */
	day: number | null;
	shown: Shown;
	sort: Sort;
	/** The greatest first. */
	down: boolean;
	grouping: Grouping;
	/** Edition that the codes below belong to; `null` without codes. */
	list: string | null;
	/** Codes that are in the plan whatever it costs, and that are out. */
	lockedIn: string[];
	lockedOut: string[];
}

/** Parameters of the URL that hold a request. */
export const PLAN_PARAMETERS = [
	'goal',
	'weight',
	'each',
	'day',
	'show',
	'sort',
	'group',
	'list',
	'in',
	'out'
] as const;

export const DEFAULT_REQUEST: PlanRequest = {
	goal: { kind: 'more', amount: 20 },
	weight: 'units',
	each: false,
	day: null,
	shown: 'short',
	sort: 'deficit',
	down: false,
	grouping: 'none',
	list: null,
	lockedIn: [],
	lockedOut: []
};

/** Read a request. What can not be understood falls back to the default and is named. */
export function parsePlan(params: URLSearchParams): {
	request: PlanRequest;
	fallbacks: Fallback[];
} {
	const request: PlanRequest = { ...DEFAULT_REQUEST };
	const fallbacks: Fallback[] = [];
	const take = (name: string, used: string, read: (text: string) => boolean) => {
		const value = params.get(name);
		if (value !== null && !read(value)) fallbacks.push({ kind: 'value', name, value, used });
	};
	const oneOf = <T extends string>(all: readonly T[], text: string): T | undefined =>
		all.find((each) => each === text);
	take('goal', goalText(request.goal), (text) => {
		const [kind, amount] = text.split('.');
		const goal = { kind: oneOf(GOALS, kind ?? ''), amount: Number(amount) };
		const most = goal.kind === 'share' ? 100 : 1e9;
		const isWhole = /^\d+$/.test(amount ?? '') && goal.amount <= most;
		if (goal.kind === undefined || !isWhole || text.split('.').length !== 2) return false;
		request.goal = { kind: goal.kind, amount: goal.amount };
		return true;
	});
	take('weight', request.weight, (text) => {
		const found = oneOf(WEIGHTS, text);
		if (found) request.weight = found;
		return found !== undefined;
	});
	take('each', '0', (text) => {
		request.each = text === '1';
		return text === '0' || text === '1';
	});
	take('day', '–', (text) => {
		const day = Number(text);
		if (!/^\d{1,2}$/.test(text) || day < 1 || day > 31) return false;
		request.day = day;
		return true;
	});
	take('show', request.shown, (text) => {
		const found = oneOf(SHOWN, text);
		if (found) request.shown = found;
		return found !== undefined;
	});
	take('sort', request.sort, (text) => {
		const down = text.startsWith('-');
		const found = oneOf(SORTS, down ? text.slice(1) : text);
		if (found) [request.sort, request.down] = [found, down];
		return found !== undefined;
	});
	take('group', request.grouping, (text) => {
		const found = oneOf(GROUPINGS, text);
		if (found) request.grouping = found;
		return found !== undefined;
	});
	for (const [name, key] of [
		['in', 'lockedIn'],
		['out', 'lockedOut']
	] as const)
		take(name, '–', (text) => {
			const codes = decodeCodes(text);
			if (codes) request[key] = codes;
			return codes !== undefined;
		});
	request.lockedOut = request.lockedOut.filter((code) => !request.lockedIn.includes(code));
	if (request.lockedIn.length + request.lockedOut.length > 0) request.list = params.get('list');
	return { request, fallbacks };
}

/** Put a request into a URL's parameters; what equals the default is left out. */
export function writePlan(request: PlanRequest, params: URLSearchParams): void {
	const usual = DEFAULT_REQUEST;
	for (const name of PLAN_PARAMETERS) params.delete(name);
	if (goalText(request.goal) !== goalText(usual.goal)) params.set('goal', goalText(request.goal));
	if (request.weight !== usual.weight) params.set('weight', request.weight);
	if (request.each) params.set('each', '1');
	if (request.day !== null) params.set('day', String(request.day));
	if (request.shown !== usual.shown) params.set('show', request.shown);
	const sort = (request.down ? '-' : '') + request.sort;
	if (sort !== usual.sort) params.set('sort', sort);
	if (request.grouping !== usual.grouping) params.set('group', request.grouping);
	const { list, lockedIn, lockedOut } = request;
	if (list !== null && lockedIn.length + lockedOut.length > 0) params.set('list', list);
	if (lockedIn.length) params.set('in', encodeCodes(lockedIn));
	if (lockedOut.length) params.set('out', encodeCodes(lockedOut));
}

function goalText({ kind, amount }: Goal): string {
	return `${kind}.${amount}`;
}

/**
 * Codes as short as a link needs them: by number of digits, ascending, each as what it is greater by than the one
 * before, in base 36 ("5-8tc.3.6").
 */
export function encodeCodes(codes: readonly string[]): string {
	const lengths = [...new Set(codes.map(({ length }) => length))].sort();
	return lengths
		.map((length) => {
			const numbers = [...new Set(codes)]
				.filter((code) => code.length === length)
				.map(Number)
				.sort((a, b) => a - b);
			const steps = numbers.map((number, at) => (number - (numbers[at - 1] ?? 0)).toString(36));
			return `${length}-${steps.join('.')}`;
		})
		.join('_');
}

/** The codes of {@link encodeCodes}, ascending; `undefined` when that is no list of codes. */
export function decodeCodes(text: string): string[] | undefined {
	const codes: string[] = [];
	for (const part of text.split('_')) {
		const found = /^([235])-([0-9a-z]{1,4}(?:\.[0-9a-z]{1,4})*)$/.exec(part);
		if (!found) return undefined;
		const length = Number(found[1]);
		let number = 0;
		for (const step of found[2]!.split('.')) {
			number += parseInt(step, 36);
			codes.push(String(number).padStart(length, '0'));
		}
		if (String(number).length > length) return undefined;
	}
	return [...new Set(codes)];
}
