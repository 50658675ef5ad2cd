/** Operators as headers and rows name them. */
import { OTHER_OPERATOR } from '../domain/names.ts';
import { operatorOf } from '../domain/operator.ts';
import type { Group } from './groups.ts';
import type { DataRow } from './rows.ts';
import { fold, isBlank, isTotal } from './words.ts';

const NAMES: readonly [string, RegExp][] = [
	['Viettel', /\bviettel\b/g],
	['VNPT', /\b(?:vnpt|vina ?phone|vina)\b/g],
	['MobiFone', /\bmobi ?fone\b/g],
	['Vietnamobile', /\bvietnam ?mobile\b|\bvietnamobile\b/g],
	['FPT Telecom', /\bfpt(?: telecom)?\b/g],
	['CMC Telecom', /\bcmc(?: telecom)?\b/g],
	['Gmobile', /\bg ?mobile\b|\bgtel\b/g],
	['iTel', /\bi ?tel\b/g],
	['Wintel', /\bwintel\b/g],
	['SCTV', /\bsctv\b/g],
	['VTVcab', /\bvtv ?cab\b/g]
];

/** Operators that a folded text names, and the text without them. */
export function operatorsIn(folded: string): { operators: string[]; rest: string } {
	const operators: string[] = [];
	let rest = folded;
	for (const [name, pattern] of NAMES) {
		const without = rest.replace(pattern, ' ');
		if (without === rest) continue;
		operators.push(name);
		rest = without;
	}
	return { operators, rest: rest.replace(/ +/g, ' ').trim() };
}

/** An operator's name, empty for all together; of one that the list doesn't know its text, too. */
export function operatorIn(text: string): Pick<DataRow, 'operator' | 'spelling'> {
	if (isBlank(text) || isTotal(text) || /^(?:tat ca|chung|all|cac nha mang)$/.test(fold(text)))
		return { operator: '' };
	const operator = operatorOf(text);
	return operator === OTHER_OPERATOR ? { operator, spelling: text } : { operator };
}

/** The operator of a row's figures: of their columns, the row, a heading or the table. */
export function operatorOfRow(
	group: Group,
	{ operator, spelling, section }: DataRow,
	ofTable = ''
): Pick<DataRow, 'operator' | 'spelling'> {
	if (group.operator !== undefined) return { operator: group.operator };
	if (spelling !== undefined) return { operator, spelling };
	return { operator: operator || section.operator || ofTable };
}
