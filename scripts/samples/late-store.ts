/** What of the store late measurements join, or why they can't. */
import { join } from 'node:path';
import { formatNumber } from '../../src/lib/domain/format.ts';
import { DataError } from '../../src/lib/domain/errors.ts';
import { countedIn, wholeOf } from '../../src/lib/domain/network.ts';
import type { Text } from '../../src/lib/intake/index.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import type { Joined, LateStore } from './late.ts';
import { isThere } from './part.ts';
import { KEY_FILE, type MeasuredKey } from './measured-key.ts';
import type { KeptRows, Store, Stored } from './store-schema.ts';

/**
 * What late measurements join.
 * @param key of the office, if there is one
 */
export function lateStore(
	data: string,
	{ months }: Pick<Store, 'months'>,
	key: MeasuredKey | undefined,
	{ file, mostRows }: { file: string; mostRows?: number | undefined }
): LateStore {
	return {
		mostRows,
		folder: join(data, 'samples'),
		keptOf(month, networks) {
			const wholes = new Set(networks.map((network) => wholeOf(network) ?? network));
			const counted = new Set(networks.flatMap(countedIn));
			const files = new Map<string, KeptRows>();
			for (const entry of months) {
				const { network, parts } = entry;
				// Measurements are of the country: one part.
				const measurements = parts[0]?.measurements;
				if (entry.month !== month || !wholes.has(wholeOf(network) ?? network)) continue;
				if (!measurements && counted.has(network)) throw isThere(entry, file);
				if (measurements?.some((of) => of.key !== key?.id))
					throw keyIsLost(entry, file, join(data, KEY_FILE));
				for (const of of measurements ?? []) files.set(of.url, of);
			}
			return [...files.values()];
		}
	};
}

/** Hashes by another key can't be compared. */
function keyIsLost({ month, network }: Stored, file: string, path: string): DataError {
	return new DataError(
		'promise',
		faultIn(
			{ file },
			{
				found: both(
					`${month} ${network} đã có, được băm bằng một khóa không còn ở ${path}`,
					`${month} ${network}, which is there, hashed by a key that is not in ${path} any more`
				),
				expected: both('khóa lúc nạp tháng đó', 'the key with which that month was added'),
				remedy: both(
					`Chép lại tệp khóa; nếu đã mất, đưa mọi tệp của tháng trong một lần: npm run samples -- replace ${month} <các tệp>`,
					`Copy the key back; if it is lost, give all files of the month together: npm run samples -- replace ${month} <files>`
				)
			}
		)
	);
}

/** What is told of measurements that joined others. */
export function lateNote({ months, repeated }: Pick<Joined, 'months' | 'repeated'>): Text {
	const of = months.join(', ');
	return both(
		`Ghép vào các phép đo đã có của ${of}, tính lại từ tất cả: ${formatNumber(repeated, 'vi')} phép đo đã có từ tệp trước, tính một lần`,
		`Joined the measurements of ${of} that are in, and worked out from all of them again: ${formatNumber(repeated, 'en')} measurements are there from earlier files and count once`
	);
}
