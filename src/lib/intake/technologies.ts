/** Technologies of a network in one figure, "3G/4G": which of them add up, and which are within others. */
import { NETWORKS, wholeOf } from '../domain/network.ts';
import { technologiesOf } from '../domain/network-words.ts';
import type { Figure } from './combine.ts';
import { technologiesOfPart, type NetworkId } from './networks.ts';
import type { Text } from './sheet.ts';
import { both } from './texts.ts';

/** A technology of a network without figures of its own, or several of it in one figure. */
export function isTechnology(part: string, network: NetworkId): boolean {
	const listed = technologiesOf(network);
	const parts = NETWORKS.filter((of) => wholeOf(of) === network) as string[];
	const own = technologiesOfPart(part);
	return own.length > 1
		? own.every((of) => listed.includes(of) || parts.includes(of))
		: listed.includes(part);
}

/** Parts that overlap, or are more than what they are within. */
export function apart(names: readonly string[]): Text {
	const all = names.map((name) => name.toUpperCase().replaceAll('+', '/')).join(', ');
	return both(
		`Các công nghệ ${all} có phần chung mà không cộng được với nhau: gửi số riêng của từng công nghệ, hoặc tổng`,
		`Technologies ${all} have a share in common and can't be added up: give each by itself, or their total`
	);
}

/** The part within which another is. */
export function outerOf(name: string, adding: readonly string[]): string {
	return adding.find((other) =>
		technologiesOfPart(name).every((of) => technologiesOfPart(other).includes(of))
	)!;
}

/** True for a part that counts more than what it is within. */
export function isAbove(
	name: string,
	adding: readonly string[],
	of: (...parts: string[]) => Figure[]
): boolean {
	const outer = of(outerOf(name, adding));
	return of(name).some(({ operator, samples }) =>
		outer.some((whole) => whole.operator === operator && whole.samples < samples)
	);
}

/** What is told of a part that is within another. */
export function within(name: string, adding: readonly string[]): Text {
	const say = (part: string) => part.toUpperCase().replaceAll('+', '/');
	const [own, whole] = [say(name), say(outerOf(name, adding))];
	return both(
		`Số mẫu ${whole} đã gồm ${own}: không cộng ${own} lần nữa`,
		`Counts of ${whole} have ${own} in them: ${own} is not added again`
	);
}
