/** Single measurements of the made-up country, for tests. */
import { readCountry } from './country.ts';

/** Operators in turn; the last measurements name none. */
export const OPERATORS = ['Viettel', 'VNPT', 'MobiFone'] as const;

/**
 * A CSV file of mobile measurements at the points of communes: of each commune `perCommune` of every operator and one
 * without. Downloads rise by 1 Mbit/s from `slowest` on, so that every figure can be told by counting.
 */
export async function measurementsText(
	month: string,
	edition: string,
	options: { perCommune: number; slowest: number }
): Promise<string> {
	const gazetteer = (await readCountry()).find((of) => of.edition === edition)!;
	const { lon, lat } = gazetteer.facts.commune!;
	const rows = ['time,lon,lat,network,download,upload,latency,Nhà mạng'];
	for (let place = 0; place < lon.length; place++) {
		for (let at = 0; at <= options.perCommune * OPERATORS.length; at++) {
			const operator = at < options.perCommune * OPERATORS.length ? OPERATORS[at % 3]! : '';
			const download = options.slowest + at;
			rows.push(
				`${month}-03 08:00:00,${lon[place]},${lat[place]},mobile,${download},${download / 2},${10 + at},${operator}`
			);
		}
	}
	return rows.join('\n');
}
