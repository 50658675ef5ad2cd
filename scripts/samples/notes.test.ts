/** Lines around a table: what no rule reads is told word by word, what casts doubt on the figures is asked about. */
import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { buildDraft, sheetsOfBytes, type Answers } from '../../src/lib/intake/index.ts';
import { sheetOfJson } from '../../src/lib/intake/json.ts';
import { askedOf, draftOfText, realContext, samplesOf, table } from '../testing/short-tables.ts';

const context = await realContext();
const TITLE = 'KẾT QUẢ ĐO TỐC ĐỘ INTERNET DI ĐỘNG THÁNG 9/2026 - THÀNH PHỐ HÀ NỘI';
const ROWS = table('Số mẫu', ['412', '388', '295']);
const draft = (text: string, answers: Answers = {}) => draftOfText(text, answers, context);
const below = (line: string) => `"${TITLE}"\n${ROWS}\n"${line}"`;
const above = (line: string) => `"${TITLE}"\n"${line}"\n${ROWS}`;
const told = (text: string, answers: Answers = {}) =>
	draft(text, answers)
		.notes.map(({ vi }) => vi)
		.join('\n');

describe('a note that casts doubt on the figures', () => {
	const DOUBTS = [
		'Ghi chú: giá trị 0 là xã chưa gửi báo cáo.',
		'Ghi chú: số mẫu được làm tròn đến hàng trăm.',
		'Ghi chú: số mẫu của phường Hoàn Kiếm bị nhân đôi do lỗi hệ thống, số đúng là 145.',
		'Ghi chú: số liệu trên bao gồm cả mẫu đo thử nghiệm nội bộ (50 mẫu mỗi xã).',
		'Ghi chú: một mẫu gồm 10 lượt đo; bảng trên ghi số lượt đo.',
		'Ghi chú: tốc độ tải xuống và tải lên của bảng này bị ghi nhầm cột.',
		'(1) Số mẫu tính cả mạng cố định.',
		'Ghi chú: các xã có dấu (*) chưa có đủ số liệu, tạm lấy số tháng trước.',
		'Đơn vị: số mẫu: 10 lượt; tốc độ: Mbps',
		'Ghi chú: số liệu chưa được kiểm duyệt, không dùng để công bố.',
		'Thay thế bảng đã gửi ngày 02/10/2026; số mẫu phường Cửa Nam: 466 (bảng trên ghi nhầm).',
		'(Số liệu đã nhân hệ số 1,5 theo dân số)',
		'(Tỷ lệ lấy mẫu 1/10, số mẫu thực tế bằng 10 lần số trong bảng)',
		'Ghi chú: số liệu tạm tính'
	];
	it.each(DOUBTS)('is asked about, above and below: %s', (line) => {
		for (const text of [below(line), above(line)]) {
			const found = draft(text);
			expect([found.status, askedOf(found)]).toEqual(['question', 'notes']);
			expect(found.questions[0]!.found.vi).toContain(line);
			const taken = draft(text, { notes: ['take'] });
			expect([taken.status, samplesOf(taken)]).toEqual(['accepted', '2026-09 1095']);
			expect(taken.notes.map(({ vi }) => vi).join('\n')).toContain(line);
		}
	});
	it('of another month is asked about below; above it is another month', () => {
		const line = 'Nguồn: số liệu tháng 8/2026 do chưa có số liệu tháng 9.';
		expect([askedOf(draft(below(line))), askedOf(draft(above(line)))]).toEqual(['notes', 'month']);
		expect(samplesOf(draft(below('Số liệu tháng 9/2026 lấy từ i-Speed')))).toBe('2026-09 1095');
	});
	it('of a part of the month is asked about or refused', () => {
		const found = draft(below('Ghi chú: Số mẫu trên chỉ tính từ ngày 15/9/2026 do hệ thống lỗi.'));
		expect(found.status).not.toBe('accepted');
	});
	it('of each table is asked with its words', () => {
		const two = `${below(DOUBTS[1]!)}\n\n"INTERNET CỐ ĐỊNH THÁNG 9/2026"\n${table('Số mẫu', ['41', '38'], [], 'Cố định')}\n"${DOUBTS[0]!}"`;
		const { questions } = draft(two);
		expect(questions.map(({ about }) => about)).toEqual(['notes']);
		for (const line of DOUBTS.slice(0, 2)) expect(questions[0]!.found.vi).toContain(line);
	});
});

describe('a note that no rule reads', () => {
	it.each(['Ghi chú: phường Ba Đình thay thiết bị đo giữa kỳ', 'Sự cố đứt cáp quang biển kéo dài'])(
		'is told word by word with its place: %s',
		(line) => {
			for (const [text, at] of [
				[below(line), 'A6'],
				[above(line), 'A2']
			] as const) {
				expect(samplesOf(draft(text))).toBe('2026-09 1095');
				expect(told(text)).toContain(`«${line}» (`);
				expect(told(text)).toContain(at);
			}
		}
	);
	it('is told without telephone numbers', () => {
		const text = below('Ghi chú: vướng mắc xin gọi chị Hoa 0912345678');
		expect(told(text)).toContain('vướng mắc');
		expect(told(text)).not.toContain('0912345678');
	});
	it.each([
		'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
		'Độc lập - Tự do - Hạnh phúc',
		'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
		'Số: 12/BC-SKHCN',
		'Kính gửi: Cục Viễn thông',
		'(Kèm theo Công văn số 123/SKHCN-BCVT ngày 05/10/2026)',
		'Người lập biểu',
		'KT. GIÁM ĐỐC',
		'Nơi nhận: như trên',
		'Nguyễn Văn An',
		'Hà Nội, ngày 05 tháng 10 năm 2026',
		'Đơn vị tính: Mbps',
		'Nguồn: VNNIC, i-Speed',
		'Ghi chú: số liệu của VNNIC',
		'Tỉnh Cà Mau và thành phố Hà Nội',
		'Tốc độ làm tròn đến 1 chữ số thập phân, bao gồm cả 4G và 5G'
	])('is none that any office writes: %s', (line) => {
		for (const text of [below(line), ...(line.includes('Cà Mau') ? [] : [above(line)])]) {
			expect(samplesOf(draft(text))).toBe('2026-09 1095');
			if (!line.startsWith('Tốc độ')) expect(told(text)).not.toContain('chưa hiểu');
		}
	});
});

it('a title of an average of months refuses the counts', () => {
	const title = 'SỐ MẪU DI ĐỘNG TRUNG BÌNH 3 THÁNG (7, 8, 9/2026) - HÀ NỘI';
	const { status, refusals } = draft(`"${title}"\n${ROWS}`, { month: ['2026-09'] });
	expect([status, refusals[0]?.found]).toEqual(['refused', title]);
});

describe('JSON that says of its list what holds for all of it', () => {
	const rows = [412, 388].map((samples, at) => ({
		ma_xa: ['00004', '00008'][at],
		so_mau: samples,
		tai_xuong_trung_vi: 68200
	}));
	const json = (beside: object, answers: Answers = {}) =>
		buildDraft(
			[sheetOfJson(JSON.stringify({ ...beside, du_lieu: rows }), 'a.json')],
			answers,
			context
		);
	const FACTS = { thang: '2026-09', mang: 'Di động', don_vi_toc_do: 'kbps' };
	it('is read by the rules of titles', () => {
		const found = json(FACTS);
		expect([found.status, samplesOf(found)]).toEqual(['accepted', '2026-09 800']);
		expect(found.parts[0]!.rows.map(({ download }) => download)).toEqual([68.2, 68.2]);
	});
	it('of a draft is asked about', () => {
		const found = json({ ...FACTS, trang_thai: 'BẢN NHÁP - CHƯA DUYỆT' });
		expect([found.status, askedOf(found)]).toEqual(['question', 'notes']);
	});
	it('is not contradicted by an answer without a word', () => {
		expect(json(FACTS, { month: ['2026-08'] }).status).toBe(
			draft(`"${TITLE}"\n${ROWS}`, { month: ['2026-08'] }).status
		);
		expect(json(FACTS, { month: ['2026-08'] }).status).not.toBe('accepted');
	});
});

it('comments on cells are told with their cell, without who wrote them; more than five are counted', () => {
	const sheet = utils.aoa_to_sheet([
		[TITLE],
		['Mã xã', 'Tên xã', 'Số mẫu'],
		['00004', 'Phường Ba Đình', 412],
		['00008', 'Phường Ngọc Hà', 388]
	]);
	const cells = ['C3', 'C4', 'A3', 'B3', 'A4', 'B4', 'A1'];
	for (const at of cells)
		sheet[at].c = [{ a: 'Hoa', t: `Hoa:\nsố đúng là ${at === 'C3' ? 142 : 'khác'}` }];
	const book = utils.book_new();
	utils.book_append_sheet(book, sheet, 'T9');
	const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
	const found = buildDraft(sheetsOfBytes(bytes, 'a.xlsx'), {}, context);
	const notes = found.notes.map(({ vi }) => vi).join('\n');
	expect(samplesOf(found)).toBe('2026-09 800');
	expect(notes).toContain('«số đúng là 142» (C3)');
	expect(notes).toContain('và 2 nữa');
	expect(notes).not.toContain('Hoa');
});
