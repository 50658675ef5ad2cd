/** How offices and operators write units, sums, counts, speeds and what holds for all rows: short tables, a kind each. */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { sheetOfText } from '../../src/lib/intake/csv.ts';
import { buildDraft, sheetsOfBytes, type Answers } from '../../src/lib/intake/index.ts';
import { askedOf as asked, draftOfText, realContext, table } from '../testing/short-tables.ts';

const context = await realContext();
const draft = (text: string, answers: Answers = {}) => draftOfText(text, answers, context);
const counts = ({ parts }: ReturnType<typeof draft>) =>
	parts.flatMap(({ rows }) => rows.map(({ code, samples }) => `${code} ${samples}`)).sort();

describe('a unit', () => {
	it.each([
		['Ho Chi Minh City,Ba Ria Ward', '26560'],
		['Hanoi,Ba Dinh Ward', '00004'],
		['Hà Nội,Ba Dinh ward', '00004'],
		['Khanh Hoa Province,Truong Sa Special Zone', '22736'],
		['Quang Ninh province,Co To special zone', '07192']
	])('may bear its type in English, behind the name: %s', (cells, code) => {
		const text = `Province,Commune,Month,Network,Samples\n${cells},2026-09,mobile,86`;
		expect(counts(draft(text))).toEqual([`${code} 86`]);
	});
	it.each([
		'Xã Tân Thành, Tỉnh Lạng Sơn',
		'Tỉnh Lạng Sơn, Xã Tân Thành',
		'Xã Tân Thành - Lạng Sơn',
		'Xã Tân Thành (Lạng Sơn)',
		'Xã Tân Thành/tỉnh Lạng Sơn'
	])('may stand with its province in one cell: %s', (name) => {
		const text = `Địa bàn,Tháng,Mạng,Số mẫu\n"${name}",2026-09,Di động,86`;
		const { parts } = draft(text);
		expect(parts.map(({ province }) => province)).toEqual(['20']);
	});
	it('may not stand with another province than that of its row', () => {
		const text =
			'Tỉnh,Xã,Tháng,Mạng,Số mẫu\nHà Nội,"Xã Tân Thành, Tỉnh Lạng Sơn",2026-09,Di động,86';
		expect(draft(text).parts).toEqual([]);
	});
});

describe('the sum of a province', () => {
	const text = (sum: string, name: string) =>
		[
			'Tỉnh,Xã,Tháng,Mạng,Số mẫu',
			'Hải Phòng,Phường Thành Đông,2026-09,Di động,10',
			'Hải Phòng,Phường Hải Dương,2026-09,Di động,20',
			`${name},,,,${sum}`
		].join('\n');
	it.each(['Cộng Hải Phòng', 'Tổng Hải Phòng', 'Cộng: Thành phố Hải Phòng', 'Total Hai Phong'])(
		'"%s" is held against its rows',
		(name) => {
			const right = draft(text('30', name));
			expect([right.status, right.checks.map(({ isRight }) => isRight)]).toEqual([
				'accepted',
				[true]
			]);
			expect(asked(draft(text('31', name)))).toBe('total');
		}
	);
	it('is not a commune whose name begins so', () => {
		const row = 'Xã,Tỉnh,Tháng,Mạng,Số mẫu\nCộng Hòa,Lạng Sơn,2026-09,Di động,10';
		expect(draft(row).outcomes.every(({ kind }) => kind !== 'not a row')).toBe(true);
	});
});

describe('a cell', () => {
	it('may say what it counts, and in which unit it measures', () => {
		const text = table('Tháng,Số mẫu,Tải xuống trung vị (Mbps),Độ trễ trung vị', [
			'2026-09,86 mẫu,"45,5 Mbps",31 ms',
			'2026-09,1.092 lượt đo,45800 kbps,"0,05 s"',
			'2026-09,92,"5,5 MB/s",48'
		]);
		const { status, parts, notes } = draft(text);
		expect(status).toBe('accepted');
		expect(
			parts[0]!.rows.map(({ samples, download, latency }) => [samples, download, latency])
		).toEqual([
			[86, 45.5, 31],
			[1092, 45.8, 50],
			[92, 44, 48]
		]);
		expect(notes.map(({ en }) => en).join()).toContain('each is read in its own unit');
	});
	it('of thousands is no count', () => {
		const text = table('Tháng,Số mẫu', ['2026-09,12 nghìn mẫu', '2026-09,86']);
		expect(draft(text).outcomes.map(({ kind }) => kind)).toContain('rejected');
	});
});

describe('keys and values above a table', () => {
	const form = (...lines: string[]) =>
		draft(`${lines.join('\n')}\nTên xã,Số mẫu\nXã An Phú,57\nXã Khánh Bình,133`);
	it('are what holds for its rows', () => {
		const { status, parts } = form('Tỉnh:,An Giang', 'Kỳ báo cáo:,10/2026', 'Loại mạng:,Di động');
		expect([status, parts.map((of) => [of.month, of.network, of.province, of.samples])]).toEqual([
			'accepted',
			[['2026-10', 'mobile', '91', 190]]
		]);
	});
	it('may stand in one line, with a month and a year as numbers', () => {
		const { parts } = form('Tỉnh:,An Giang,Mạng:,Di động', 'Tháng:,10,Năm:,2026');
		expect(parts.map((of) => [of.month, of.network, of.province])).toEqual([
			['2026-10', 'mobile', '91']
		]);
	});
});

describe('a note below the table', () => {
	const rows = ['2026-09,86,30.5', '2026-09,92,41'];
	it.each([
		['Tải xuống (Mbps) (2)', '(2) Giá trị trung vị.'],
		['Tải xuống (Mbps) *', '* Trung vị'],
		['Tải xuống (Mbps)', 'Ghi chú: tốc độ là trung vị của các phép đo']
	])('says what speeds are: %s, %s', (header, note) => {
		const { status, parts } = draft(table(`Tháng,Số mẫu,${header}`, rows, [note]));
		expect([status, parts[0]?.statistic]).toEqual(['accepted', 'median']);
	});
	it('of something else does not', () => {
		const text = table('Tháng,Số mẫu,Tải xuống (Mbps) (2)', rows, ['(1) Giá trị trung vị.']);
		expect(asked(draft(text))).toBe('statistic');
	});
});

describe('a note below the table against', () => {
	const median = 'Tải xuống trung vị (Mbps)';
	const below = (header: string, note: string, title = 'Số mẫu') =>
		`${title}\n${table(`Tháng,Số mẫu,${header}`, ['2026-09,86,30.5', '2026-09,92,41'], [note])}`;
	it('the unit of a header is asked about, and each answer holds', () => {
		const text = below(median, 'Ghi chú: tốc độ tính bằng MB/s');
		const { status, questions } = draft(text);
		expect([status, asked(draft(text))]).toEqual(['question', 'unit']);
		const speeds = questions[0]!.choices.map(
			({ answer }) => draft(text, { unit: [answer!.value] }).parts[0]?.rows[0]?.download
		);
		expect(speeds).toEqual([30.5, 244]);
		expect(draft(text, { unit: ['kbit/s'] }).status).not.toBe('accepted');
		expect(draft(below(median, 'Ghi chú: tốc độ tính bằng Mbps')).status).toBe('accepted');
		expect(draft(below(median, 'Ghi chú: tốc độ dưới 100 kbps bị loại')).status).toBe('accepted');
	});
	it('the statistic of a title is asked about', () => {
		const note = 'Ghi chú: tốc độ là giá trị trung bình cộng';
		const text = below('Tải xuống (Mbps)', note, 'Tốc độ trung vị');
		expect(asked(draft(text))).toBe('statistic');
		expect(draft(text, { statistic: ['mean'] }).parts[0]?.statistic).toBe('mean');
	});
	it.each([
		'Ghi chú: số liệu lũy kế từ đầu năm 2026.',
		'Số mẫu gồm cả 9 tháng đầu năm.',
		'Ghi chú: số mẫu cộng dồn'
	])('the month of a title is refused: %s', (note) => {
		const text = (last: string) =>
			`Số mẫu di động tháng 9/2026\nMã xã,Tên xã,Số mẫu\n00004,Phường Ba Đình,86\n${last}`;
		expect(draft(text(note)).status).toBe('refused');
		expect(draft(text('Ghi chú: số mẫu không phải lũy kế')).status).toBe('accepted');
	});
});

describe('months without a year', () => {
	const text = table('Tháng,Số mẫu', ['9,86', '9,92', '10,70']);
	const months = (answers: Answers) =>
		draft(text, answers).parts.map(({ month, samples }) => `${month} ${samples}`);
	it('are asked for it, and each answer holds', () => {
		const { status, questions } = draft(text);
		expect([status, asked(draft(text))]).toEqual(['question', 'year']);
		const answers = questions[0]!.choices.flatMap(({ answer }) => answer?.value ?? []);
		expect(answers).toEqual(['2026', '2025']);
		expect(months({ year: ['2026'] })).toEqual(['2026-09 178', '2026-10 70']);
		expect(months({ year: ['2025'] })).toEqual(['2025-09 178', '2025-10 70']);
	});
	it('that have one are no such: another answer is refused', () => {
		const own = table('Tháng,Số mẫu', ['2026-09,86']);
		expect(draft(own, { year: ['2025'] }).status).toBe('refused');
		expect(draft(own, { year: ['2026'] }).status).toBe('accepted');
		expect(asked(draft(table('Tháng,Số mẫu', ['9,86'])))).toBe('month');
	});
});

describe('a former city', () => {
	it.each(['TP Lạng Sơn', 'Thành phố Cao Bằng', 'TP. Thái Nguyên'])(
		'is not the province of its name today: %s',
		(name) => {
			const text = (of: string) => `Địa bàn,Tháng,Mạng,Số mẫu\n${of},2026-09,Di động,86`;
			const { status, parts } = draft(text(name));
			expect([status, parts]).toEqual(['question', []]);
			expect(asked(draft(text(name)))).toBe('list');
			expect(counts(draft(text('Tỉnh Lạng Sơn')))).toEqual(['20 86']);
			expect(counts(draft(text('TP Huế')))).toEqual(['46 86']);
		}
	);
	it('above its communes is not their province', () => {
		const text =
			'Địa bàn,Tháng,Mạng,Số mẫu\nThành phố Lạng Sơn,2026-09,Di động,178\nPhường Đông Kinh,2026-09,Di động,86';
		expect(counts(draft(text))).not.toContain('20 178');
		expect(draft(text).status).toBe('question');
	});
});

describe('a network', () => {
	it.each(['service', 'Access type', 'Kiểu kết nối', 'Hình thức truy cập', 'RAT'])(
		'may stand below "%s"',
		(header) => {
			const text = `Mã xã,Tháng,${header},Số mẫu\n00004,2026-09,mobile,86\n00004,2026-09,fixed,92`;
			expect(draft(text).parts.map(({ network }) => network)).toEqual(['fixed', 'mobile']);
		}
	);
});

it('an ODS without styles is read', () => {
	const row = (...cells: string[]) =>
		`<table:table-row>${cells.map((text) => `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`).join('')}</table:table-row>`;
	const bytes = zipSync({
		mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
		'content.xml': strToU8(
			`<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="T">${row('Mã xã', 'Tháng', 'Mạng', 'Số mẫu')}${row('00004', '2026-09', 'Di động', '86')}</table:table></office:spreadsheet></office:body></office:document-content>`
		),
		'META-INF/manifest.xml': strToU8('<manifest/>')
	});
	expect(counts(buildDraft(sheetsOfBytes(bytes, 'a.ods'), {}, context))).toEqual(['00004 86']);
	// The same table as text.
	expect(
		counts(
			buildDraft(
				[sheetOfText('Mã xã,Tháng,Mạng,Số mẫu\n00004,2026-09,Di động,86', 'a.csv')],
				{},
				context
			)
		)
	).toEqual(['00004 86']);
});
