/** `npm run bench -- drafts`: how long a monthly workbook takes to be read and proven, warm. */
import { utils, write } from '@e965/xlsx';
import { unitsOf } from '../../src/lib/domain/unit.ts';
import { buildDraft, sheetsOfBytes } from '../../src/lib/intake/index.ts';
import { readGazetteers } from '../gazetteer/gazetteer.ts';
import { realContext } from '../testing/short-tables.ts';
import { median, row, seconds } from './bench.ts';

const RUNS = 7;
/** Rows of a workbook, and seconds that its draft may take. */
const BARS = [
	[579, 0.5],
	[11_000, 2]
] as const;

/** Print both; the first runs warm the program up. */
export async function benchDrafts(): Promise<void> {
	const context = await realContext();
	const { units } = (await readGazetteers('data')).at(-1)!;
	const { codes, names, parentRows } = unitsOf(units, 'commune');
	const provinces = unitsOf(units, 'province').names;
	for (const [count, bar] of BARS) {
		const rows: unknown[][] = [
			['Kết quả đo tốc độ Internet (trung vị)'],
			[
				...['Tháng', 'Mã xã', 'Tên xã', 'Tỉnh', 'Mạng', 'Số mẫu đo'],
				...['Tải xuống (Mbit/s)', 'Tải lên (Mbit/s)']
			]
		];
		for (let at = 0; at < count; at++) {
			const unit = at % codes.length;
			const part = Math.floor(at / codes.length);
			const network = ['Di động', 'Cố định', '5G'][part % 3]!;
			rows.push([
				part < 3 ? '9/2026' : '8/2026',
				codes[unit],
				names[unit],
				provinces[parentRows[unit]!],
				network,
				((at * 37) % 900) + (network === '5G' ? 0 : 900),
				40.5 + (at % 60),
				20.25 + (at % 30)
			]);
		}
		const book = utils.book_new();
		utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'T9');
		const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
		const times: number[] = [];
		for (let run = 0; run < RUNS + 2; run++) {
			const start = performance.now();
			const draft = buildDraft(sheetsOfBytes(bytes, 'tháng-9.xlsx'), {}, context);
			times.push(performance.now() - start);
			if (run > 0) continue;
			console.log(
				`${count} rows: ${draft.status}, ${draft.accepted} taken, ${draft.questions.length} questions`
			);
		}
		const warm = times.slice(2);
		row(
			`draft of ${count} rows, XLSX, ${RUNS} runs: median; ${seconds(Math.min(...warm))} to ${seconds(Math.max(...warm))}`,
			seconds(median(warm)),
			{ bar: `${bar} s`, isMet: median(warm) <= bar * 1000 }
		);
	}
}
