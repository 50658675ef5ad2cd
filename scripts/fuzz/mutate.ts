/** What is changed in bytes, texts and JSON, whatever they mean. */
import { length, times, type Dice } from './dice.ts';

/** Texts that programs stumble over: numbers at their ends, names of what every object has, signs nobody sees. */
const ODD_TEXTS = [
	...['', ' ', '0', '-0', '-1', '1e308', '1e-320', '-1e999', 'NaN', 'Infinity', '0x10', '١٢٣'],
	...['9007199254740993', '18446744073709551616', '2147483648', '0.1', '1.234,5', '1,234.5', '1/2'],
	...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'length', 'null'],
	...['\u0000', '\ufeff', '\u202e', '\ud800', '\u0301', '\u2028', '\r', '\n', '\t', '"', "'", '\\'],
	...['=1+1', '+cmd|x', '@SUM(A1)', '../../etc/passwd', 'C:\\x', 'http://x/', '<script>', '${x}'],
	...[
		'%',
		'%%',
		'%s',
		'{{',
		'[[',
		'((((',
		'))))',
		'*',
		'^$',
		'.*',
		'undefined',
		'true',
		'[]',
		'{}'
	],
	...[
		'32/13/2024',
		'2024-02-30',
		'1970-01-01',
		'9999-12-31',
		'2024-11-31T25:61:61Z',
		'45566',
		'60'
	],
	...[
		'0000-00',
		'2024-13',
		'T13/2024',
		'Quý 5',
		'Đ',
		'Tỉnh',
		'Xã',
		'00001',
		'99999',
		'-00001',
		'1 234'
	]
];
const ODD_NUMBERS = [
	...[0, -0, -1, 1, 2, 127, 255, 256, 65_535, 65_536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32],
	...[2 ** 53, 2 ** 53 + 2, -(2 ** 31), 0.5, 1e-320, 1e308, -1e308, 3.14, 1e21]
];

/** A text that nobody means. */
export function oddText(dice: Dice): string {
	if (dice.is(0.75)) return dice.of(ODD_TEXTS);
	// What is read from left to right over and over costs the square of its length.
	const part = dice.of([
		...'(["\' .,;:-/1a=%_',
		'a ',
		'1,',
		'1.',
		'Xã ',
		'- ',
		'((',
		'. ',
		'a\u0301',
		'%20'
	]);
	return part.repeat(length(dice)) + (dice.is(0.3) ? dice.of(ODD_TEXTS) : '');
}

/** A number at the end of some range. */
export function oddNumber(dice: Dice): number {
	return dice.is(0.8)
		? dice.of(ODD_NUMBERS)
		: Math.floor((dice.next() - 0.5) * 2 ** dice.below(60));
}

/** Change single bytes and runs of them. */
export function mutateBytes(bytes: Uint8Array, dice: Dice): Uint8Array {
	let changed = Uint8Array.from(bytes);
	for (let left = times(dice); left > 0; left--)
		changed = Uint8Array.from(mutateOnce(changed, dice));
	return changed;
}

function mutateOnce(bytes: Uint8Array, dice: Dice): Uint8Array {
	const at = dice.below(bytes.length + 1);
	const run = Math.min(length(dice, 4000), bytes.length - at);
	const before = bytes.subarray(0, at);
	const kind = dice.below(9);
	if (kind < 3 && at < bytes.length)
		bytes[at] = kind === 0 ? bytes[at]! ^ (1 << dice.below(8)) : dice.below(256);
	else if (kind === 3) return before;
	else if (kind === 4) return join(before, bytes.subarray(at + run));
	else if (kind === 5) return join(before, bytes.subarray(at, at + run), bytes.subarray(at));
	else if (kind === 6)
		return join(
			before,
			Uint8Array.from({ length: run }, () => dice.below(256)),
			bytes.subarray(at)
		);
	else if (kind === 7) bytes.fill(dice.of([0, 0xff, 0x20, 0x0a]), at, at + run);
	else writeNumber(bytes, at, dice);
	return bytes;
}

/** A number of two, four or eight bytes in either order: lengths and offsets of all formats are such. */
export function writeNumber(bytes: Uint8Array, at: number, dice: Dice): void {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const isLittle = dice.is(0.7);
	const value = oddNumber(dice);
	const size = dice.of([2, 4, 4, 8]);
	if (at + size > bytes.length) return;
	if (size === 2) view.setUint16(at, value, isLittle);
	else if (size === 4) view.setUint32(at, value, isLittle);
	else view.setFloat64(at, dice.is(0.2) ? NaN : value, isLittle);
}

/** Bytes one after the other. */
export function join(...parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((sum, { length: size }) => sum + size, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

/** Change words and signs of a text. */
export function mutateText(text: string, dice: Dice): string {
	let changed = text;
	for (let left = times(dice); left > 0; left--) {
		const at = dice.below(changed.length + 1);
		const end = Math.min(changed.length, at + length(dice, 4000));
		const put = dice.of([
			() => oddText(dice),
			() => '',
			() => changed.slice(at, end).repeat(1 + dice.below(8)),
			() => [...changed.slice(at, end)].reverse().join(''),
			() => String(oddNumber(dice))
		])();
		changed = (changed.slice(0, at) + put + changed.slice(dice.is(0.5) ? at : end)).slice(0, 4e6);
	}
	return changed;
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Change values, names and the nesting of JSON; where it is none, its text. */
export function mutateJson(text: string, dice: Dice): string {
	if (dice.is(0.15)) return mutateText(text, dice);
	let root: Json;
	try {
		// What is nested too deep can't be written again.
		root = JSON.parse(text) as Json;
		JSON.stringify(root);
	} catch {
		return mutateText(text, dice);
	}
	for (let left = times(dice); left > 0; left--) root = changedAt(root, dice, 0);
	const made = JSON.stringify(root);
	return dice.is(0.03) ? nested(made, dice) : made;
}

function nested(text: string, dice: Dice): string {
	const depth = length(dice, 200_000);
	const [open, close] = dice.of([
		['[', ']'],
		['{"a":', '}']
	] as const);
	return open.repeat(depth) + text + close.repeat(depth);
}

/** Walk down to some value and change it there. */
function changedAt(value: Json, dice: Dice, depth: number): Json {
	const isHeld = value !== null && typeof value === 'object';
	const keys = isHeld ? Object.keys(value) : [];
	// On the first levels there is little to change, and all of the meaning lies below.
	if (keys.length === 0 || dice.is(depth < 2 ? 0.05 : 0.2)) return otherValue(value, dice);
	const key = dice.of(keys);
	if (Array.isArray(value)) return changedList(value, Number(key), dice, depth);
	const held = value as Record<string, Json>;
	const kind = dice.below(20);
	if (kind === 0) delete held[key];
	else if (kind === 1) held[oddText(dice)] = held[key]!;
	else if (kind === 2) held[dice.of(keys)] = held[key]!;
	else held[key] = changedAt(held[key]!, dice, depth + 1);
	return held;
}

function changedList(list: Json[], at: number, dice: Dice, depth: number): Json[] {
	const kind = dice.below(20);
	if (kind === 0) list.splice(at, 1);
	else if (kind === 1) list.splice(at, 0, structuredClone(list[at]!));
	else if (kind === 2) list.splice(at, 1, structuredClone(dice.of(list)));
	else if (kind === 3) list.length = at;
	else if (kind === 4) list.push(...Array.from({ length: length(dice, 2000) }, () => list[at]!));
	else list[at] = changedAt(list[at]!, dice, depth + 1);
	return list;
}

function otherValue(value: Json, dice: Dice): Json {
	if (typeof value === 'string' && dice.is(0.4)) return mutateText(value, dice);
	if (typeof value === 'number' && dice.is(0.6)) return oddNumber(dice);
	return dice.of<() => Json>([
		() => null,
		() => dice.is(0.5),
		() => oddNumber(dice),
		() => oddText(dice),
		() => [],
		() => ({}),
		() => [value],
		() => ({ [oddText(dice)]: value }),
		() => [value, value],
		() => String(value)
	])();
}
