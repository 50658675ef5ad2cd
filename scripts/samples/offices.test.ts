/** Tables as offices of districts and provinces make them by hand: signatures, words for nothing, short headers. */
import { describe, expect, it } from 'vitest';
import { buildDraft, type Answers, type Draft } from '../../src/lib/intake/index.ts';
import { sheetOfJson } from '../../src/lib/intake/json.ts';
import { askedOf, draftOfText, realContext, samplesOf } from '../testing/short-tables.ts';

const context = await realContext();
const draft = (text: string, answers: Answers = {}) => draftOfText(text, answers, context);
const TITLE = 'Số mẫu di động tháng 10/2026 Hà Nội';
const units = ['Phường Ba Đình', 'Phường Ngọc Hà', 'Phường Giảng Võ', 'Phường Hoàn Kiếm'];
const counts = (...cells: string[]) =>
	draft([TITLE, 'Tên xã,Số mẫu', ...cells.map((cell, at) => `${units[at]},${cell}`)].join('\n'));
const read = ({ status, parts }: Draft) =>
	`${status} ${parts.map(({ network, samples }) => `${network} ${samples}`).join(' ')}`;

describe('rows below the last one', () => {
	it('say who made the table and who signed it', () => {
		const found = draft(
			[
				TITLE,
				'TT,Tên xã,Số mẫu',
				'1,Phường Ba Đình,10',
				'2,Phường Ngọc Hà,20',
				',Người lập biểu,Giám đốc',
				',(Ký tên),(Ký tên và đóng dấu)',
				',Nguyễn Văn A,Trần Thị B'
			].join('\n')
		);
		expect([read(found), found.rejected]).toEqual(['accepted mobile 30', 0]);
	});
	it('that name a unit are rows of it all the same', () => {
		const rows = [TITLE, 'TT,Tên xã,Số mẫu', '1,Phường Ba Đình,10', ',Phường Ngọc Hà,lỗi'];
		expect(draft(rows.join('\n')).rejected).toBe(1);
		const misspelt = [...rows.slice(0, 3), ',Phường Ngc Hà,lỗi'];
		expect(draft(misspelt.join('\n')).rejected).toBe(1);
	});
	it.each(['Tổng: 2 phường', 'Cộng 2 đơn vị', 'Tổng số mẫu'])('"%s" is the total', (name) => {
		const rows = (sum: number) =>
			draft([TITLE, 'Đơn vị,Số mẫu', 'Phường Ba Đình,10', `${name},${sum}`].join('\n'));
		expect(read(rows(10))).toBe('accepted mobile 10');
		expect(askedOf(rows(11))).toBe('total');
	});
});

describe('words for nothing', () => {
	it.each(['không', 'Chưa đo', 'không phát sinh', 'Chưa có mẫu', 'Chưa báo cáo'])(
		'"%s" costs its row alone',
		(word) => {
			const found = counts('10', word, word, word);
			expect(read(found)).toBe('accepted mobile 10');
			expect(found.outcomes).toContainEqual(expect.objectContaining({ reason: 'no value' }));
		}
	);
	it('"0 (không có mẫu)" is 0', () => {
		const { parts } = counts('10', '0 (không có mẫu)');
		expect(parts[0]?.rows).toMatchObject([{ samples: 10 }, { samples: 0 }]);
	});
	it.each(['~200', 'khoảng 30', '>300', 'trên 100'])('"%s" is no count', (cell) => {
		expect(counts('10', cell)).toMatchObject({ status: 'question', rejected: 1 });
	});
});

describe('headers', () => {
	it('"DĐ" and "CĐ" are networks, above columns and in cells', () => {
		const title = 'Số mẫu tháng 10/2026 Hà Nội';
		const columns = [title, 'Tên xã,DĐ,CĐ', 'Phường Ba Đình,10,20'].join('\n');
		expect(read(draft(columns))).toBe('accepted fixed 20 mobile 10');
		const rows = [title, 'Tên xã,Mạng,Số mẫu', 'Phường Ba Đình,DĐ,10', 'Phường Ba Đình,CĐ,20'];
		expect(read(draft(rows.join('\n')))).toBe('accepted fixed 20 mobile 10');
	});
	it('with empty columns between them and a title beside them', () => {
		const rows = [`${TITLE},,,,`, ',TT,,Tên xã,,Số mẫu', ',1,,Phường Ba Đình,,10'];
		expect(read(draft(rows.join('\n')))).toBe('accepted mobile 10');
	});
	it('"Thời gian" above months is a month', () => {
		const text = 'Tên xã,Tỉnh,Mạng,Thời gian,Số mẫu\nPhường Ba Đình,Hà Nội,Di động,Tháng 10,10';
		expect(askedOf(draft(text))).toBe('month');
		expect(samplesOf(draft(text, { month: ['2026-10'] }))).toBe('2026-10 10');
		expect(samplesOf(draft(text.replace('Tháng 10', 'Tháng 9/2026')))).toBe('2026-09 10');
	});
	it('"9 tháng năm 2026" above it are nine months, no September', () => {
		const { status, refusals } = draft(
			'Kết quả đo di động 9 tháng năm 2026\nTên xã,Tỉnh,Số mẫu\nPhường Ba Đình,Hà Nội,10'
		);
		expect(status).toBe('refused');
		expect(refusals[0]!.expected).toContain('not a month');
	});
	it('"Cán bộ đo" parts a commune by who measured it; no name is told', () => {
		const text = [
			TITLE,
			'STT,Cán bộ đo,Phường/xã,Số mẫu đo được',
			'1,Nguyễn Văn A,Phường Ba Đình,10',
			'2,Trần B,Phường Ba Đình,15'
		].join('\n');
		const found = draft(text);
		expect([found.status, askedOf(found)]).toEqual(['question', 'shares']);
		expect(JSON.stringify(found.questions)).not.toContain('Nguyễn');
		expect(samplesOf(draft(text, { shares: ['sum'] }))).toBe('2026-10 25');
	});
});

describe('results of programs that measure', () => {
	const result = (bandwidth: number) => ({
		type: 'result',
		timestamp: '2026-10-01T03:00:00Z',
		ping: { jitter: 1.2, latency: 12.5 },
		download: { bandwidth, bytes: 100_000_000, elapsed: 8000 },
		upload: { bandwidth: 3_750_000, bytes: 30_000_000, elapsed: 8001 },
		isp: 'Viettel',
		client: { geo: { latitude: 21.03, longitude: 105.83 } },
		network: 'mobile'
	});
	const made = (records: object[], answers: Answers = {}) =>
		buildDraft(
			[sheetOfJson(records.map((of) => JSON.stringify(of)).join('\n') + '\n', 'kq.ndjson')],
			answers,
			{
				...context,
				locate: () => '00004'
			}
		);
	it('of the Speedtest CLI have bytes a second, and its bytes and times are no speeds', () => {
		const found = made([result(12_500_000), result(12_600_000)]);
		expect(found.status).toBe('accepted');
		expect(found.parts[0]?.rows).toMatchObject([{ samples: 2, download: 100.4, upload: 30 }]);
	});
	it('without a known source are asked about, and B/s is among the answers', () => {
		const plain = [1_250_000, 1_260_000].map((speed) => {
			const { ping, ...rest } = result(speed);
			return { ...rest, latency_ms: ping.latency };
		});
		const found = made(plain);
		const unit = found.questions.find(({ about }) => about === 'unit');
		expect(unit?.choices.map(({ answer }) => answer?.value)).toContain('B/s');
		const answered = made(plain, { unit: ['B/s'] });
		expect(answered.parts[0]?.rows).toMatchObject([{ download: 10.04, upload: 30 }]);
	});
});
