/** Zip files that are changed where they mean something: parts, their XML, and the lists that say where they stand. */
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { length, times, type Dice } from './dice.ts';
import { join, mutateBytes, mutateText, oddNumber, oddText, writeNumber } from './mutate.ts';

const CENTRAL = [0x50, 0x4b, 1, 2];
const END = [0x50, 0x4b, 5, 6];

/** Change the parts of a zip file, or how it lists them; the sums of its parts are right again. */
export function mutateZip(
	bytes: Uint8Array,
	dice: Dice,
	mutatePart: (name: string, content: Uint8Array) => Uint8Array
): Uint8Array {
	if (dice.is(0.1)) return mutateBytes(bytes, dice);
	if (dice.is(0.12)) return mutateLists(bytes, dice);
	const parts: Record<string, Uint8Array> = unzipSync(bytes);
	for (let left = times(dice); left > 0; left--) {
		const names = Object.keys(parts);
		if (names.length === 0) break;
		const name = dice.of(names);
		const kind = dice.below(24);
		if (kind === 0) delete parts[name];
		else if (kind === 1) parts[`${oddText(dice).slice(0, 300)}${name}`] = parts[name]!;
		else if (kind === 2) parts[name] = parts[dice.of(names)]!;
		else if (kind === 3) parts[`${name}/${name}`] = parts[name]!;
		else if (kind === 4 && dice.is(0.2)) parts[name] = new Uint8Array(length(dice, 3e7)).fill(0x20);
		else parts[name] = mutatePart(name, parts[name]!);
	}
	const zippable: Zippable = {};
	for (const [name, content] of Object.entries(parts))
		if (Buffer.byteLength(name) < 65_000) zippable[name] = content;
	const zipped = zipSync(zippable, { level: dice.is(0.5) ? 0 : 1 });
	return dice.is(0.03) ? zipSync({ [dice.of(['a.zip', 'a.xlsx', 'a.csv'])]: zipped }) : zipped;
}

/** Change numbers and names of the central list, or of its end. */
function mutateLists(bytes: Uint8Array, dice: Dice): Uint8Array {
	const changed = Uint8Array.from(bytes);
	for (let left = times(dice); left > 0; left--) {
		const starts = placesOf(changed, dice.is(0.7) ? CENTRAL : END);
		if (starts.length === 0) break;
		const at = dice.of(starts) + 4 + 2 * dice.below(20);
		if (dice.is(0.8)) writeNumber(changed, at, dice);
		else if (at < changed.length) changed[at] = oddNumber(dice);
	}
	return dice.is(0.2) ? join(changed, changed) : changed;
}

function placesOf(bytes: Uint8Array, mark: readonly number[]): number[] {
	const found: number[] = [];
	const from = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	const sought = Buffer.from(mark);
	for (let at = from.indexOf(sought); at >= 0; at = from.indexOf(sought, at + 1)) found.push(at);
	return found;
}

/** Change XML: elements, attributes and texts. */
export function mutateXml(text: string, dice: Dice): string {
	let changed = text;
	for (let left = times(dice); left > 0; left--)
		changed = mutateXmlOnce(changed, dice).slice(0, 8e6);
	return changed;
}

function mutateXmlOnce(text: string, dice: Dice): string {
	const pattern = dice.of([/"[^"]*"/g, />[^<>]+</g, /<\w[^<>]*>/g, /<(\w+)[^<>]*>[^<>]*<\/\1>/g]);
	const found = [...text.matchAll(pattern)];
	if (found.length === 0) return mutateText(text, dice);
	const { index, 0: part } = dice.of(found);
	const [before, after] = [text.slice(0, index), text.slice(index + part.length)];
	const inner = () => part[0] + xmlText(dice) + part.at(-1);
	const isWhole = part.startsWith('<');
	const put = dice.of([
		() => (isWhole ? '' : inner()),
		() => part.repeat(length(dice, 3000)),
		() => dice.of(found)[0],
		() => (isWhole ? part.replace(/"[^"]*"/, `"${xmlText(dice)}"`) : inner()),
		() => `<!--${xmlText(dice)}${dice.is(0.5) ? '-->' : ''}${part}`,
		() => (isWhole ? `<![CDATA[${part}]]>` : inner()),
		() =>
			isWhole
				? part.repeat(2)
				: `${part[0]}&${dice.of(['amp', 'x', '#0', '#x110000', '#xD800', 'lt'])};${part.at(-1)}`
	])();
	return before + put + after;
}

/** Mostly a text that can stand there. */
function xmlText(dice: Dice): string {
	const text = dice.is(0.3) ? String(oddNumber(dice)) : oddText(dice);
	if (dice.is(0.1)) return text;
	return [...text]
		.filter((letter) => letter >= ' ' || '\t\n\r'.includes(letter))
		.join('')
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/"/g, '&quot;');
}
