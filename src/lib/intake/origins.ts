/** Which files the figures of a month, network and province come from. */
import type { Month } from '../domain/month.ts';
import { wholeOf } from '../domain/network.ts';
import type { Figure } from './combine.ts';
import type { Origin, TableDraft } from './draft.ts';
import type { PlacedMeasurement, ReadTally, Tally } from './measured-tally.ts';
import type { NetworkId } from './networks.ts';

/** Files of the rows that figures come from, each once; a measurement of a part of a network is one of the whole, too. */
export function originsOf(
	figures: readonly Figure[],
	drafts: readonly TableDraft[],
	tally: Tally | undefined
): Origin[] {
	const found = new Map<string, Origin>();
	const put = (month: Month, network: NetworkId, table: number, province = '') => {
		const { file } = drafts[table]!;
		found.set(`${month} ${network} ${province} ${file}`, { month, network, province, file });
	};
	for (const { month, network, entries, names, place, isEstimated } of figures) {
		// What is carried over from another list has provinces of that one.
		const province = isEstimated ? '' : names.finder.provinceOf(place);
		for (const { table } of entries) put(month, network, table, province);
	}
	for (const { month, network, table } of readOnes(tally)) {
		put(month, network, table);
		const whole = wholeOf(network);
		if (whole) put(month, whole, table);
	}
	return [...found.values()];
}

function readOnes(tally: Tally | ReadTally | undefined): readonly PlacedMeasurement[] {
	return tally && 'taken' in tally ? tally.taken : [];
}
