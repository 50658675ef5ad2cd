/** What titles, names of sheets and headings say against columns and rows: asked or told, never passed over. */
import { describe, expect, it } from 'vitest';
import { sheetOfText } from '../../src/lib/intake/csv.ts';
import { buildDraft, type Answers } from '../../src/lib/intake/index.ts';
import {
	askedOf as asked,
	draftOfText,
	realContext,
	samplesOf as samples,
	table
} from '../testing/short-tables.ts';

const context = await realContext();
const draft = (text: string, answers: Answers = {}) => draftOfText(text, answers, context);
const onSheet = (name: string, text: string, answers: Answers = {}) =>
	buildDraft([{ ...sheetOfText(text, 'tệp.xlsx'), name }], answers, context);
const networks = ({ parts }: ReturnType<typeof draft>) =>
	parts.map(({ network, samples: count }) => `${network} ${count}`).join('; ');
const notes = (of: ReturnType<typeof draft>) => of.notes.map(({ en }) => en).join('\n');

const ROWS = ['2026-09,86', '2026-09,92'];
const FIXED = table('Tháng,Số mẫu', ROWS, [], 'Cố định');

describe('a title of another network', () => {
	it('than the column is asked about, and each answer holds', () => {
		const text = `Kết quả đo mạng di động\n${FIXED}`;
		const { status, questions } = draft(text);
		expect([status, questions.map(({ about }) => about)]).toEqual(['question', ['title-wrong']]);
		expect(questions[0]!.found.en).toMatch(/"Kết quả đo mạng di động" .*2 of 2 rows.*fixed/);
		expect(networks(draft(text, { 'title-wrong': ['network'] }))).toBe('fixed 178');
		expect(networks(draft(text, { map: ['other=Mạng'] }))).toBe('mobile 178');
		expect(draft(`Kết quả đo mạng cố định\n${FIXED}`).status).toBe('accepted');
		expect(draft(`Kết quả đo di động và cố định\n${FIXED}`).status).toBe('accepted');
	});
	it('than some of the rows is asked about', () => {
		const text = `Kết quả đo mạng cố định\n${FIXED}\n00025,Phường Giảng Võ,Di động,2026-09,7`;
		expect(asked(draft(text))).toBe('title-wrong');
	});
	it('than the heading of a column is asked about', () => {
		const text = 'Kết quả đo mạng cố định tháng 9/2026\nMã xã,Số mẫu di động\n00004,86\n00008,92';
		expect(asked(draft(text))).toBe('title-wrong');
		expect(networks(draft(text, { 'title-wrong': ['network'] }))).toBe('mobile 178');
	});
	it('than the heading of a section is asked about', () => {
		const text =
			'Kết quả đo mạng cố định tháng 9/2026\nMã xã,Tên xã,Số mẫu\nA. Mạng di động\n00004,Phường Ba Đình,86';
		expect(asked(draft(text))).toBe('title-wrong');
		expect(networks(draft(text, { 'title-wrong': ['network'] }))).toBe('mobile 86');
	});
	it('of a sheet is asked about, too', () => {
		expect(asked(onSheet('Di động', FIXED))).toBe('title-wrong');
	});
	it('of 5G is not that of all mobile', () => {
		const text = table('Tháng,Số mẫu', ROWS);
		expect(asked(draft(`Kết quả đo mạng 5G\n${text}`))).toBe('title-wrong');
		const both = `${text}\n00004,Phường Ba Đình,5G,2026-09,12`;
		expect(draft(`Kết quả đo mạng 5G\n${both}`).status).toBe('accepted');
		expect(draft(`Kết quả đo mạng di động\n${both}`).status).toBe('accepted');
	});
	it('is no answer to it: an option that no row agrees with is refused', () => {
		expect(draft(FIXED, { network: ['mobile'] }).status).toBe('refused');
		expect(draft(FIXED, { network: ['fixed'] }).status).toBe('accepted');
	});
});

describe('a statistic', () => {
	const text = (title: string, header: string) =>
		`${title}\n${table(`Tháng,Số mẫu,${header}`, ['2026-09,86,30.5', '2026-09,92,41'])}`;
	it('of a title against that of a column is asked about, and each answer holds', () => {
		const wrong = text('Số mẫu và tốc độ trung bình', 'Tải xuống trung vị (Mbps)');
		const { status, questions } = draft(wrong);
		expect([status, questions.map(({ about }) => about)]).toEqual(['question', ['statistic']]);
		expect(questions[0]!.found.en).toContain('"Số mẫu và tốc độ trung bình"');
		for (const statistic of ['median', 'mean'] as const)
			expect(draft(wrong, { statistic: [statistic] }).parts[0]?.statistic).toBe(statistic);
		const right = text('Số mẫu và tốc độ trung vị', 'Tải xuống trung vị (Mbps)');
		expect(draft(right).parts[0]?.statistic).toBe('median');
	});
	it('of cells against that of a header is asked about', () => {
		const wrong = table('Tháng,Số mẫu,Tải xuống trung vị (Mbps),Thống kê', [
			'2026-09,86,30.5,trung bình'
		]);
		expect(asked(draft(wrong))).toBe('statistic');
		expect(draft(wrong, { statistic: ['mean'] }).parts[0]?.statistic).toBe('mean');
	});
	it('of one column is not that of another', () => {
		const mixed = table('Tháng,Số mẫu,Tải xuống trung vị (Mbps),Tải lên trung bình (Mbps)', [
			'2026-09,86,30.5,12'
		]);
		const found = draft(mixed);
		expect(found.parts[0]?.rows[0]).toMatchObject({ download: 30.5, upload: NaN });
		expect(notes(found)).toContain('"Tải lên trung bình (Mbps)"');
	});
});

describe('the name of a sheet', () => {
	const plain = 'Mã xã,Tên xã,Mạng,Số mẫu\n00004,Phường Ba Đình,Di động,86';
	it.each(['T9', 'Thang 9', 'Tháng 9', '9-2026', 'T09.2026'])(
		'"%s" against a title of October is asked about',
		(name) => {
			const text = `Số mẫu tháng 10/2026\n${plain}`;
			expect(asked(onSheet(name, text))).toBe('month');
			expect(samples(onSheet(name, text, { month: ['2026-09'] }))).toBe('2026-09 86');
			expect(samples(onSheet(name, text, { month: ['2026-10'] }))).toBe('2026-10 86');
			expect(onSheet(name, text, { month: ['2026-08'] }).status).toBe('refused');
		}
	);
	it('that agrees is not asked about, nor are other months that a title only mentions', () => {
		for (const title of [
			'Số mẫu tháng 10/2026',
			'Số mẫu tháng 10/2026 (gửi trước ngày 15 tháng 11)',
			'Số mẫu tháng 10/2026 so với tháng 9'
		])
			expect(samples(onSheet('T10', `${title}\n${plain}`))).toBe('2026-10 86');
	});
	it('against title and rows is told', () => {
		const text = `Số mẫu tháng 10/2026\n${table('Tháng,Số mẫu', ['2026-10,86'])}`;
		const found = onSheet('T9', text);
		expect([found.status, notes(found)]).toEqual(['accepted', expect.stringContaining('"T9"')]);
	});
});

describe('a title of another month', () => {
	it('than the header of the count is asked about', () => {
		const text = 'Số mẫu tháng 9/2026\nMã xã,Mạng,Số mẫu tháng 10/2026\n00004,Di động,86';
		expect(asked(draft(text))).toBe('month');
		expect(samples(draft(text, { month: ['2026-10'] }))).toBe('2026-10 86');
		expect(samples(draft(text, { month: ['2026-09'] }))).toBe('2026-09 86');
	});
	it('than any of several headers is asked about', () => {
		const text =
			'Số mẫu tháng 6/2026\nMã xã,Mạng,Số mẫu tháng 9/2026,Số mẫu tháng 10/2026\n00004,Di động,86,90';
		expect(asked(draft(text))).toBe('title-wrong');
		expect(samples(draft(text, { 'title-wrong': ['month'] }))).toBe('2026-09 86; 2026-10 90');
	});
});

describe('a title of another province', () => {
	const rows = table('Tháng,Số mẫu', ROWS);
	it('than the rows is asked about', () => {
		const text = `Kết quả đo tại thành phố Hải Phòng\n${rows}`;
		const { status, questions } = draft(text);
		expect([status, questions.map(({ about }) => about)]).toEqual(['question', ['title-wrong']]);
		expect(questions[0]!.found.en).toMatch(/Thành phố Hải Phòng.*2 of 2 rows.*Thành phố Hà Nội/);
		expect(samples(draft(text, { 'title-wrong': ['province'] }))).toBe('2026-09 178');
		expect(draft(`Kết quả đo tại thành phố Hà Nội\n${rows}`).status).toBe('accepted');
	});
	it('than one of the rows leaves that row out, and says so', () => {
		const text = `Kết quả đo tại Hà Nội\n${rows}\n10507,Phường Thành Đông,Di động,2026-09,7`;
		const { status, outcomes } = draft(text);
		expect([status, outcomes.filter(({ kind }) => kind === 'waiting').length]).toEqual([
			'question',
			1
		]);
	});
	it('than some of the rows, where titles name several, is told', () => {
		const text = `Kết quả đo tại Hà Nội và Hải Phòng\n${rows}\n20194,Phường Hải Vân,Di động,2026-09,7`;
		const found = draft(text);
		expect([found.status, notes(found)]).toEqual([
			'accepted',
			expect.stringMatching(/1 of 3 rows.*Thành phố Đà Nẵng/)
		]);
	});
	it('that is only where a letter was signed is none', () => {
		expect(draft(`"Hải Phòng, ngày 10 tháng 10 năm 2026"\n${rows}`).status).toBe('accepted');
	});
});

describe('a cell that is left out below another', () => {
	it('is told where it was filled', () => {
		const text = [
			'Tháng,Mạng,Mã xã,Số mẫu',
			'2026-09,Di động,00004,86',
			',,00008,92',
			'2026-10,Cố định,00004,70',
			',,00008,71'
		].join('\n');
		const found = draft(text);
		expect(samples(found)).toBe('2026-09 178; 2026-10 141');
		expect(notes(found)).toMatch(/"Tháng".*rows 3, 5/);
		expect(notes(found)).toMatch(/"Mạng".*rows 3, 5/);
	});
});

describe('a title that ends within the month', () => {
	const plain = 'Mã xã,Tên xã,Mạng,Số mẫu\n00004,Phường Ba Đình,Di động,86';
	it.each([
		'Số mẫu tháng 10/2026 (TÍNH ĐẾN 15/10/2026)',
		'Số mẫu tháng 10 năm 2026, tính đến hết ngày 15/10',
		'Số mẫu tháng 10/2026 (đến ngày 15 tháng 10 năm 2026)'
	])('is asked about and told: %s', (title) => {
		const text = `"${title}"\n${plain}`;
		expect(asked(draft(text))).toBe('month');
		const answered = draft(text, { month: ['2026-10'] });
		expect([samples(answered), notes(answered)]).toEqual([
			'2026-10 86',
			expect.stringContaining('not of all days')
		]);
		expect(draft(text, { month: ['2026-09'] }).status).toBe('refused');
	});
	it('is no other than one that ends with it, or later', () => {
		for (const until of ['31/10/2026', '05/11/2026'])
			expect(samples(draft(`Số mẫu tháng 10/2026 (tính đến ${until})\n${plain}`))).toBe(
				'2026-10 86'
			);
	});
	it('is told where rows name the month, and so is a note below', () => {
		const rows = table('Tháng,Số mẫu', ['2026-10,86']);
		const found = draft(`${rows}\nSố liệu tính đến ngày 15/10/2026`);
		expect([samples(found), notes(found)]).toEqual([
			'2026-10 86',
			expect.stringContaining('not of all days')
		]);
	});
	it.each(['10 THÁNG ĐẦU NĂM 2026', '2 tháng đầu năm 2026', 'mười tháng đầu năm 2026'])(
		'is of several months: %s',
		(title) => {
			expect(draft(`Kết quả đo ${title}\n${plain}`).status).toBe('refused');
		}
	);
});

describe('a title of one operator', () => {
	const title = 'Số mẫu tháng 10/2026 - MẠNG VIETTEL';
	it('above rows that name none is asked about', () => {
		const text = `${title}\nMã xã,Mạng,Số mẫu\n00004,Di động,86`;
		const { status, questions } = draft(text);
		expect([status, questions.map(({ about }) => about)]).toEqual(['question', ['title-wrong']]);
		expect(questions[0]!.found.en).toContain('names Viettel');
		expect(samples(draft(text, { 'title-wrong': ['operator'] }))).toBe('2026-10 86');
	});
	it('is not asked about where rows name theirs, nor where it names several', () => {
		const own = `${title}\nMã xã,Mạng,Nhà mạng,Số mẫu\n00004,Di động,Viettel,86`;
		expect(draft(own).status).toBe('accepted');
		const several = `${title} VÀ VNPT\nMã xã,Mạng,Số mẫu\n00004,Di động,86`;
		expect(draft(several).status).toBe('accepted');
	});
});

describe('a trial', () => {
	it('that title, sheet or rows call so is told', () => {
		const text = table('Tháng,Số mẫu,Ghi chú', ['2026-09,86,', '2026-09,92,số liệu thử nghiệm']);
		const found = draft(text);
		expect(samples(found)).toBe('2026-09 178');
		expect(notes(found)).toContain('1 rows are called trials or simulated');
		expect(notes(found)).toContain('3 "số liệu thử nghiệm"');
		expect(notes(onSheet('TEST', table('Tháng,Số mẫu', ROWS)))).toContain('"TEST"');
		expect(notes(draft(`Dữ liệu giả lập\n${table('Tháng,Số mẫu', ROWS)}`))).toContain('simulated');
		const plain = 'Số mẫu i-Speed test, xã Gia Lập';
		expect(notes(draft(`${plain}\n${table('Tháng,Số mẫu', ROWS)}`))).not.toContain('simulated');
	});
});

describe('rows marked as invalid', () => {
	const text = (...marks: string[]) =>
		table(
			'Tháng,Trạng thái,Số mẫu',
			marks.map((mark, at) => `2026-09,${mark},${at + 1}`)
		);
	it.each(['Không hợp lệ', 'Mẫu lỗi', 'bị loại', 'INVALID', 'Failed', 'trùng'])(
		'"%s" are told and do not count',
		(mark) => {
			const found = draft(text('Hợp lệ', mark));
			expect([found.status, asked(found), samples(found)]).toEqual([
				'question',
				'partial',
				'2026-09 1'
			]);
			expect(found.outcomes.flatMap((of) => (of.kind === 'rejected' ? [of.reason] : []))).toEqual([
				'marked invalid'
			]);
		}
	);
	it.each(['Không đạt', 'Đạt', 'Còn 3 mẫu lỗi chưa sửa', 'Hợp lệ'])('"%s" are not', (mark) => {
		expect(samples(draft(text('', mark)))).toBe('2026-09 3');
	});
	it('beside valid ones of the unit leave these', () => {
		const of = `${text('Hợp lệ')}\n00004,Phường Ba Đình,Di động,2026-09,Không hợp lệ,30`;
		expect(samples(draft(of))).toBe('2026-09 1');
	});
});

describe('a title', () => {
	it.each(['DỰ THẢO số liệu', 'Số liệu sơ bộ', 'Ước thực hiện'])(
		'of figures that are not final ("%s") is told',
		(title) => {
			const found = draft(`${title}\n${table('Tháng,Số mẫu', ROWS)}`);
			expect(samples(found)).toBe('2026-09 178');
			expect(notes(found)).toContain('called a draft, preliminary or an estimate');
		}
	);
	it.each(['15 ngày đầu tháng 10/2026', 'nửa đầu tháng 10/2026', '10 ngày cuối tháng 10/2026'])(
		'of a part of a month ("%s") is refused',
		(part) => {
			const { status, refusals } = draft(`Số mẫu ${part}\n${table('Số mẫu', ['7'])}`);
			expect([status, refusals[0]?.expected]).toEqual([
				'refused',
				expect.stringContaining('a part of a month')
			]);
		}
	);
	it('may be a key with the month, and another with the year', () => {
		const text = (year: string) => `Tháng báo cáo: 9${year}\n${table('Số mẫu', ['7'])}`;
		expect(samples(draft(text('\nNăm: 2026')))).toBe('2026-09 7');
		const { questions } = draft(text(''));
		expect(questions[0]!.choices[0]!.answer).toEqual({ name: 'month', value: '2026-09' });
	});
});

it.each(['Q3/2026', '3', 'III'])('a column of quarters ("%s") is refused', (quarter) => {
	const { status, refusals } = draft(table('Quý,Số mẫu', [`${quarter},7`]));
	expect([status, refusals[0]?.expected]).toEqual([
		'refused',
		expect.stringContaining('a quarter')
	]);
});

describe('what is no count of a month', () => {
	it('is a running total from the beginning of the year, in words of a title', () => {
		const { status, refusals } = draft(
			`Kết quả đo từ đầu năm đến nay (10/2026)\n${table('Số mẫu', ['3708'])}`
		);
		expect([status, refusals[0]?.expected]).toEqual([
			'refused',
			expect.stringContaining('a running total')
		]);
	});
	it.each(['Số mẫu bình quân tháng', 'Số mẫu trung bình'])('is "%s" for sure', (header) => {
		expect(asked(draft(`Số mẫu tháng 10/2026\n${table(header, ['7', '8'])}`))).toBe('map');
	});
	it('is a share: by its title, or by columns that are 100 together', () => {
		const of = (title: string, ...rows: string[]) =>
			draft(`${title}\n${table('Viettel,VNPT,MobiFone', rows)}`);
		const shares = of('Thị phần mẫu đo tháng 10/2026', '50,31,20', '60,30,10');
		expect([shares.status, shares.refusals[0]?.expected]).toEqual([
			'refused',
			expect.stringContaining('percentages')
		]);
		const rows = ['50,30,20', '60,30,10', '70,20,10'];
		expect(of('Kết quả đo tháng 10/2026', ...rows).status).toBe('refused');
		expect(of('Kết quả đo tháng 10/2026', '50,30,20', '60,30,11', '70,20,10').status).toBe(
			'accepted'
		);
	});
	it('is no column at all: that is said, with what to do', () => {
		const { questions } = draft(
			`Tốc độ trung bình tháng 10/2026\n${table('Tải xuống (Mbps)', ['40', '50'])}`
		);
		expect(questions[0]!.found.en).toMatch(/has no column of samples/);
	});
	it('may be said in a note of a row, which is told', () => {
		const text = table('Tháng,Số mẫu,Ghi chú', ['2026-09,86,lấy theo tháng 8', '2026-09,92,']);
		expect(notes(draft(text))).toContain('Notes of rows 2 "lấy theo tháng 8"');
	});
});

describe('a title of technologies', () => {
	const of = (title: string) => draft(`"${title} tháng 10/2026"\nMã xã,Số mẫu\n00004,310`);
	it.each(['Số mẫu mạng 3G/4G/5G', 'Số mẫu mạng di động (3G, 4G, 5G)'])(
		'"%s" is all of mobile, and that is told',
		(title) => {
			const found = of(title);
			expect([found.status, found.parts[0]?.network]).toEqual(['accepted', 'mobile']);
			expect(notes(found)).toContain('taken as all of mobile');
		}
	);
	it.each(['Số mẫu 4G/5G', 'Số mẫu 3G/4G/5G và cố định'])('"%s" is asked about', (title) => {
		expect(asked(of(title))).toBe('network');
	});
});
