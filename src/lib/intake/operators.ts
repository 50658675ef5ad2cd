/** Operators as headers and rows name them. */

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
