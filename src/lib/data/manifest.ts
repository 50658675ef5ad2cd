/** What a manifest must be beyond its schema: what it says at one place fits what it says at another. */
import { editionOfMonth } from '../domain/edition.ts';
import { DataError } from '../domain/errors.ts';
import { FIRST_MONTH, LAST_MONTH, type Month } from '../domain/month.ts';
import { LEVELS } from '../domain/unit.ts';
import { checked, ManifestSchema, type Manifest, type Summary } from './schema.ts';

/**
 * A manifest that pages can rely on: months of a century, ascending, each in the edition that serves it.
 * @param data decoded JSON
 * @param url names the file in messages
 * @throws DataError `schema` or `version` with what does not fit
 */
export function readManifest(data: unknown, url: string): Manifest {
	const manifest = checked(ManifestSchema, data, url);
	const { editions, crosswalks, months } = manifest;
	const demand = (isRight: boolean, column: string, found: string, expected: string) => {
		if (!isRight) throw new DataError('schema', { file: url, column, found, expected });
	};
	const ids = editions.map(({ id }) => id);
	editions.forEach(({ id, from, to, levels }, at) => {
		const place = `editions.${at}`;
		const before = editions[at - 1];
		demand(ids.indexOf(id) === at, `${place}.id`, id, 'each edition once');
		demandMonth(from, `${place}.from`);
		if (to !== null) demandMonth(to, `${place}.to`);
		demand(to === null || from <= to, `${place}.to`, `${to}`, `a month from ${from} on`);
		const isLater = !before || (before.to !== null && before.to < from);
		demand(isLater, `${place}.from`, from, `a month after ${before?.to ?? 'the edition before'}`);
		const inOrder = LEVELS.filter((level) => levels.includes(level));
		const isWhole = levels.includes('province') && levels.includes('commune');
		demand(
			isWhole && inOrder.join() === levels.join(),
			`${place}.levels`,
			levels.join(),
			'levels from the province down to the commune'
		);
	});
	crosswalks.forEach(({ from, to }, at) => {
		for (const [name, id] of [
			['from', from],
			['to', to]
		] as const)
			demand(ids.includes(id), `crosswalks.${at}.${name}`, id, `one of ${ids.join(', ')}`);
	});
	months.forEach(({ month, edition }, at) => {
		const place = `months.${at}`;
		demandMonth(month, `${place}.month`);
		const before = months[at - 1]?.month ?? '';
		demand(before < month, `${place}.month`, month, `a month after ${before}`);
		const own = editionOfMonth(editions, month)?.id ?? 'no edition';
		demand(own === edition, `${place}.edition`, edition, `${own}, which serves ${month}`);
	});
	return manifest;

	function demandMonth(month: Month, column: string): void {
		const isRight = month >= FIRST_MONTH && month <= LAST_MONTH;
		demand(isRight, column, month, `a month from ${FIRST_MONTH} to ${LAST_MONTH}`);
	}
}

/**
 * A summary has the months of its manifest, each in the same edition.
 * @throws DataError `schema` with the first month that differs
 */
export function checkSummaryMonths({ months }: Manifest, summary: Summary, url: string): void {
	const stated = new Map(months.map(({ month, edition }) => [month, edition]));
	for (const month of new Set([...stated.keys(), ...Object.keys(summary.months)])) {
		const [found, expected] = [summary.months[month]?.edition, stated.get(month)];
		if (found !== expected)
			throw new DataError('schema', {
				file: url,
				column: `months.${month}`,
				found: found ?? 'none',
				expected: expected ?? 'no such month'
			});
	}
}
