/** `npm run fuzz`: random inputs of every form, found faults kept with what is needed to see them again. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { againOf, FINDINGS, keepFinding, type Finding } from './fuzz/findings.ts';
import { FORMS } from './fuzz/forms.ts';
import { fuzz } from './fuzz/watch.ts';

const ROOT = resolve(import.meta.dirname, '..');
const NAMES = Object.keys(FORMS);
const USAGE = `Usage: npm run fuzz -- [--minutes <number>] [--form <${NAMES.join('|')}>] [--seed <number>]
  --minutes <number>  for each form, 1 unless told
  --form <name>       several times; all unless told
  --seed <number>     the same seed makes the same inputs; by the clock unless told, and printed
  --only <number>     one execution again: its number is printed with what was found
  --input <file>      a kept input in the place of what would be made
Each fault is kept in ${FINDINGS}/ with its input. Exit status 1 where there was one.`;

process.exitCode = await main();

/** @returns the exit status */
async function main(): Promise<number> {
	const text = { type: 'string' } as const;
	const { values } = parseArgs({
		options: {
			minutes: { ...text, default: '1' },
			form: { type: 'string', multiple: true },
			seed: text,
			only: text,
			input: text,
			help: { type: 'boolean', default: false }
		}
	});
	const forms = values.form ?? NAMES;
	const [minutes, seed, only] = [
		values.minutes,
		values.seed ?? Date.now() % 1e6,
		values.only ?? 0
	].map(Number);
	const isKnown = forms.every((name) => NAMES.includes(name));
	const isRight =
		isKnown && minutes! > 0 && Number.isSafeInteger(seed) && Number.isSafeInteger(only);
	if (values.help || !isRight) {
		console.log(USAGE);
		return values.help ? 0 : 1;
	}
	const isOne = values.only !== undefined || values.input !== undefined;
	let findings = 0;
	for (const form of forms) {
		const told = new Set<string>();
		const onFinding = async (finding: Finding) => {
			if (told.has(finding.kind)) return;
			told.add(finding.kind);
			console.log(
				`${againOf(finding)}\n  ${finding.text
					.split('\n')
					.slice(0, isOne ? 20 : 3)
					.join('\n  ')}`
			);
			await keepFinding(resolve(ROOT, FINDINGS), finding);
		};
		const start = performance.now();
		const range = { form, seed: seed!, from: only! };
		const { executed, refused } = await fuzz({
			...range,
			time: minutes! * 60_000,
			...(isOne ? { count: 1 } : {}),
			...(values.input ? { input: resolve(values.input) } : {}),
			onFinding
		});
		findings += told.size;
		const seconds = (performance.now() - start) / 1000;
		console.log(
			`${form}: seed ${seed}, ${executed} executed in ${seconds.toFixed(0)} s, ${refused} of them refused, ${told.size} kinds of faults`
		);
	}
	return findings > 0 ? 1 : 0;
}
