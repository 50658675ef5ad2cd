/** Taking months out of the store, or parts of them. */
import { join } from 'node:path';
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import { wholeOf, type Network } from '../../src/lib/domain/network.ts';
import type { Text } from '../../src/lib/intake/index.ts';
import type { Language } from '../../src/lib/intake/told.ts';
import { withLock } from '../common/lock.ts';
import { readGazetteers } from '../gazetteer/gazetteer.ts';
import { provincesBy } from './changes.ts';
import { keptLines } from './kept-lines.ts';
import { describePopulation, describeStored, entriesOf, NOW_PUBLISH } from './months.ts';
import { provinceNamed, withoutProvinces } from './remove-provinces.ts';
import { networkText } from './report.ts';
import { monthsOf, readStore } from './store.ts';
import type { Store, Stored, StoredPart } from './store-schema.ts';
import { keepVersion, type NewPart } from './store-write.ts';
import { unitsOfMonth } from './unit-province.ts';

/** What stands in the place of a month for the grid of population. */
const POPULATION = 'population';

/** What of a month is to be taken out. */
export interface Removal {
	/** All when there are none. */
	networks?: readonly Network[];
	/** Codes or names of provinces; all when there are none. */
	provinces?: readonly string[];
	/** True shows what would be taken out, and keeps it. */
	dryRun?: boolean;
	/** Who does it; the system's user where it isn't said. */
	by?: string | undefined;
	now?: Date | undefined;
}

/**
 * Take a month out, or some of its networks; or the grid of population.
 * @throws DataError when it isn't there, or another command is at work on the store
 */
export async function removeMonth(
	folder: string,
	month: string,
	language: Language = 'en',
	removal: Removal = {}
): Promise<string[]> {
	return withLock(folder, `npm run samples -- remove ${month}`, () =>
		removeAlone(folder, month, language, removal)
	);
}

async function removeAlone(
	folder: string,
	month: string,
	language: Language,
	removal: Removal
): Promise<string[]> {
	const { networks = [], provinces = [], dryRun = false } = removal;
	const store = await readStore(folder);
	const gazetteers = await readGazetteers(join(folder, '..'));
	const told = async (
		gone: readonly string[],
		more: readonly Text[],
		state: readonly (StoredPart | NewPart)[],
		population: Store['population']
	) => {
		const lines = [
			...gone.map((text) => `${removedText(dryRun)[language]}: ${text}`),
			...more.map((text) => text[language])
		];
		if (dryRun) return [...lines, ONLY_SHOWN[language]];
		const act = { command: commandOf(month, removal), by: removal.by, now: removal.now };
		const of = provincesBy(gazetteers);
		const kept = await keepVersion(folder, store, act, state, population, of);
		const after = [STILL_THERE[language], NOW_PUBLISH[language]];
		return [...lines, ...keptLines(kept, removal.by, language), ...after];
	};
	const now = store.versions.at(-1)?.parts ?? [];
	if (month === POPULATION && store.population) {
		if (networks.length > 0) throw notThere(folder, networks[0]!, []);
		return told([describePopulation(store.population, language)], [], now, undefined);
	}
	const entries = entriesOf(folder, store, month);
	const missing = networks.find((network) => !entries.some((entry) => entry.network === network));
	if (missing !== undefined) throw notThere(folder, `${month} ${missing}`, entries);
	const named = entries.filter(
		({ network }) => networks.length === 0 || networks.includes(network)
	);
	if (provinces.length > 0) {
		const units = unitsOfMonth(gazetteers, month);
		const codes = provinces.map((text) => provinceNamed(text, units, month));
		const { gone, left, lines } = await withoutProvinces(folder, named, codes, units, {
			language,
			dryRun
		});
		const state = [...now.filter((part) => !gone.has(part.id)), ...left];
		return told(lines, [], state, store.population);
	}
	const state = now.filter((part) => !isSame(part, named));
	return told(
		named.map((entry) => describeStored(entry, language)),
		leftOf(named, monthsOf(state)),
		state,
		store.population
	);
}

function commandOf(month: string, { networks = [], provinces = [] }: Removal): string {
	const options = [
		...networks.map((of) => ` --network ${of}`),
		...provinces.map((of) => ` --province ${of}`)
	];
	return `remove ${month}${options.join('')}`;
}

function isSame({ month, network }: StoredPart, entries: readonly Stored[]): boolean {
	return entries.some((entry) => entry.month === month && entry.network === network);
}

function removedText(isDry: boolean): Text {
	return isDry ? both('sẽ bỏ', 'would be removed') : both('đã bỏ', 'removed');
}

const STILL_THERE: Text = {
	vi: 'Số liệu đã bỏ vẫn còn trong các phiên bản trước, nên lấy lại được. Xóa hẳn: npm run samples -- forget --keep 1; khi đó mọi phiên bản trước, của mọi tháng, mất theo và không còn restore được gì.',
	en: 'What was removed is still in earlier versions, so that it can come back. npm run samples -- forget --keep 1 deletes it for good, and with it every earlier version of every month: nothing can be restored any more then.'
};

const ONLY_SHOWN: Text = {
	vi: 'Chỉ xem thử (--dry-run): không bỏ gì.',
	en: 'Only shown (--dry-run): nothing was removed.'
};

/** What stays of the networks beside those that go: a part without its whole, and files that gave both. */
function leftOf(removed: readonly Stored[], left: readonly Stored[]): Text[] {
	const beside = left.filter(({ month }) => month === removed[0]!.month);
	const parts = beside.filter(({ network }) =>
		removed.some((entry) => entry.network === wholeOf(network))
	);
	const hashes = new Set(removed.flatMap(({ sources }) => sources.map(({ sha256 }) => sha256)));
	const files = beside.flatMap(({ month, network, sources }) =>
		sources
			.filter(({ sha256 }) => hashes.has(sha256))
			.map(({ name }) =>
				both(
					`${name} cũng có trong ${month} ${networkText(network, 'vi')}, vẫn được giữ: muốn nạp lại tệp đó, dùng npm run samples -- replace ${month}`,
					`${name} is in ${month} ${network}, too, which stays: give it again with npm run samples -- replace ${month}`
				)
			)
	);
	return [
		...parts.map(({ month, network }) => {
			const whole = wholeOf(network)!;
			return both(
				`${month} ${networkText(network, 'vi')} vẫn được giữ, không còn số của ${networkText(whole, 'vi')} để đối chiếu; bỏ riêng bằng --network ${network}`,
				`${month} ${network} stays without ${whole}, of which it is a part; --network ${network} takes it out, too`
			);
		}),
		...files
	];
}

/** A network that isn't stored. */
function notThere(folder: string, found: string, entries: readonly Stored[]): DataError {
	const own = entries.map(({ month, network }) => `${month} ${network}`).join(', ');
	return new DataError(
		'value',
		faultIn(
			{ file: folder },
			{
				found,
				expected: own
					? both(`một mạng đã có: ${own}`, `a network that is in: ${own}`)
					: both('không kèm --network', 'no --network beside it')
			}
		)
	);
}
