/** One id on several measurements: short ids are given anew by each phone, so all of them count, and that is told. */
import { readMeasurement, type Measurement } from './measured-rows.ts';
import { boundsOf } from './measured-tally.ts';
import type { MeasuredContext, MeasuredWay } from './measured-way.ts';
import type { Text } from './sheet.ts';
import { both, listed } from './texts.ts';

/** Of a longer file these are looked at. */
const MOST_ROWS = 20_000;

/** What is told of ids that stand on measurements of other times or results; those that are equal count once. */
export function repeatedIds(way: MeasuredWay, context: MeasuredContext): Text | undefined {
	const { columns, table, areIdsOwn } = way;
	// Long ones tell a measurement from all others: the rest is rejected as repeated.
	if (!columns.id || areIdsOwn) return undefined;
	const bounds = boundsOf(context);
	const ids = new Map<string, { lines: number[]; results: Set<string> }>();
	for (const row of table.body.slice(0, MOST_ROWS)) {
		const read = readMeasurement(way, row, bounds);
		if ('fault' in read || read.taken.id === '') continue;
		const { id, device, line } = read.taken;
		const of = ids.get(`${id}|${device}`) ?? { lines: [], results: new Set() };
		of.lines.push(line);
		of.results.add(resultOf(read.taken));
		ids.set(`${id}|${device}`, of);
	}
	const repeated = [...ids.values()].filter(({ results }) => results.size > 1);
	const [first] = repeated;
	if (!first) return undefined;
	const header = columns.id.parts.join(' / ');
	const rows = listed(first.lines.map(String), 4);
	return both(
		`Cột "${header}": ${repeated.length} mã đứng ở nhiều dòng có thời gian hoặc kết quả khác nhau, như các dòng ${rows.vi}; mỗi dòng vẫn tính là một lần đo. Nếu một mã là một lần đo, xóa các dòng thừa rồi nạp lại tệp`,
		`Column "${header}": ${repeated.length} ids stand on several rows of other times or results, as rows ${rows.en}; each row counts as a measurement. If an id is one measurement, delete the other rows and add the file again`
	);
}

function resultOf({ moment, network, lon, lat, values }: Measurement): string {
	return [Math.floor(moment / 1000), network, lon, lat, ...values].join('|');
}
