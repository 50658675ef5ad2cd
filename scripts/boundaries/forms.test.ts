/** The forms that an office's files come in, on the made-up country. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { copyCountry, type Country } from '../testing/country.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { ACCEPTED, collection, ring, shapefile, squares, zipped } from '../testing/squares.ts';
import { readImported, type ImportReport } from './imported.ts';
import { SILENT } from '../common/progress.ts';
import { fromTcvn3, fromVni } from './encodings.ts';
import { importBoundaries, type ImportOptions } from './import.ts';
import { addressOf, presetOf, readPresets } from './presets.ts';

const COMMAND = resolve(import.meta.dirname, '../import-boundaries.ts');
/** Name and province of each square. */
const NAMES: [string, string][] = [
	['Phường Một', 'Thành phố Thử Nghiệm'],
	["Phường <script>alert('tên')</script>", 'Thành phố Thử Nghiệm'],
	['Phường Bờ Biển', 'Thành phố Biển'],
	['Đặc khu Hoàng Sa', 'Thành phố Biển'],
	['Phường Vịnh', 'Tỉnh Đảo'],
	['Đặc khu Trường Sa', 'Tỉnh Đảo']
];

let country: Country;
let folder: string;
let notes: string[];
beforeEach(async () => {
	country = await copyCountry();
	folder = await mkdtemp(join(dirname(country.data), 'source-'));
	notes = [];
});
afterEach(() => country.remove());

/** Write files below the source's folder. */
async function put(files: Record<string, string | Uint8Array>): Promise<string> {
	for (const [name, content] of Object.entries(files)) {
		const path = join(folder, name);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, content);
	}
	return folder;
}

function importFrom(source: string, options: Partial<ImportOptions> = {}): Promise<ImportReport> {
	return importBoundaries({
		data: country.data,
		edition: '2025-07',
		sources: [source],
		columns: {},
		strict: true,
		accept: ACCEPTED,
		mergeParts: false,
		progress: { ...SILENT, note: (text) => notes.push(text) },
		...options
	});
}

describe('a folder with one file a unit', () => {
	it('tells units by codes in the names of files, below folders of provinces', async () => {
		const province = { '00004': '01', '00166': '01', '20194': '48', '20333': '48' };
		const files = squares().map(({ geometry, properties }, at) => {
			const code = String(properties.code);
			const top = province[code as keyof typeof province] ?? '56_dao';
			// Each kind of GeoJSON, some packed.
			const feature = { type: 'Feature', properties: null, geometry };
			const text = [collection([feature]), JSON.stringify(feature), JSON.stringify(geometry)][
				at % 3
			]!;
			return [`${top}/wards/${code}_x.geojson`, text] as const;
		});
		const path = await put({
			...Object.fromEntries(files),
			'README.md': 'no polygons',
			'.x.json': ''
		});
		const report = await importFrom(path);
		expect(report).toMatchObject({ polygons: 6, matched: 6, byName: [] });
		expect(report.sources).toHaveLength(6);
		expect(report.sources[0]!.name).toBe('01/wards/00004_x.geojson');
		const again = await importFrom(
			(await put({ 'all.zip': zipped(Object.fromEntries(files)) })) + '/all.zip'
		);
		expect(again).toMatchObject({ matched: 6, topology: report.topology });
	});

	it('tells units by names of files and folders', async () => {
		const files: Record<string, string | Uint8Array> = {};
		for (const [at, square] of squares().entries()) {
			const [name, province] = NAMES[at]!;
			if (at === 1) files['00166.json'] = collection([square]);
			else if (at < 4)
				files[`${province}/${name.normalize('NFD')}.geojson`] = collection([
					{ ...square, properties: {} }
				]);
			else {
				const parts = await shapefile([{ ...square, properties: { id: at } }], 'x');
				for (const [part, content] of Object.entries(parts))
					files[`${province}/${name}${part.slice(1)}`] = content;
			}
		}
		const report = await importFrom(await put(files));
		expect(report.matched).toBe(6);
		expect(report.byName.sort()).toEqual(['00004', '20194', '20333', '22366', '22736']);
	});

	it('names the file that tells nothing, and the row within a file', async () => {
		const [one, two] = squares();
		const unknown = { ...two, properties: {} };
		const path = await put({
			'a/00004.json': collection([one]),
			'b/both.json': collection([unknown, unknown])
		});
		const error = await dataErrorOf(() => importFrom(path));
		expect(error.message).toContain('b/both.json: header');
		await put({ 'b/both.json': collection([one, { ...two, geometry: null }]) });
		const row = await dataErrorOf(() => importFrom(path));
		expect(row.message).toMatch(/b\/both\.json, row 2, column "geometry"/);
	});

	it('takes each file in its own coordinates', async () => {
		const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32648' } };
		const [first, ...others] = squares();
		const inMetres = {
			...first,
			geometry: { type: 'Polygon', coordinates: [ring(583_000, 2_322_000, 9000)] }
		};
		const path = await put({
			'1.json': collection([inMetres], { crs }),
			'2.json': collection(others.slice(0, 2)),
			'3.json': collection(others.slice(2))
		});
		expect(await importFrom(path)).toMatchObject({ matched: 6 });
	});
});

/** The other way round: text as fonts of that time need it, by trying all characters and pairs. */
function encoder(decode: (text: string) => string): (text: string) => string {
	const high = Array.from({ length: 96 }, (_, at) => String.fromCharCode(160 + at));
	const spelt = new Map<string, string>();
	for (const first of ['', ...'aeiouyAEIOUY', ...high])
		for (const second of high) {
			const letter = decode(first + second);
			if (letter.length === 1 && letter !== first + second) spelt.set(letter, first + second);
		}
	return (text) => [...text.normalize('NFC')].map((of) => spelt.get(of) ?? of).join('');
}

describe('a Shapefile with names in an encoding from before Unicode', () => {
	const rows = (encode: (text: string) => string) =>
		squares().map((square, at) => ({
			...square,
			properties:
				at === 1
					? { code: '00166' }
					: { tenxa: encode(NAMES[at]![0]), tentinh: encode(NAMES[at]![1]) }
		}));

	it.each([
		['TCVN3', encoder(fromTcvn3)],
		['VNI', encoder(fromVni)]
	])('%s is found out, whatever the .cpg says', async (encoding, encode) => {
		// TCVN3 has no capitals with tones.
		expect(encode('Đặc khu Trường Sa')).not.toContain('ặ');
		const parts = await shapefile(rows(encode), 'x', 'encoding=latin1');
		for (const cpg of [undefined, 'UTF-8', 'ISO-8859-1', '1252']) {
			const files: typeof parts = { ...parts };
			delete files['x.cpg'];
			const source = await put({
				'x.zip': zipped({ ...files, ...(cpg ? { 'x.cpg': cpg } : {}) })
			});
			notes = [];
			const report = await importFrom(`${source}/x.zip`);
			expect(report.byName).toHaveLength(5);
			expect(notes).toContain(`x.zip/x.shp: names read as ${encoding}`);
			expect(report.notes).toEqual(notes);
		}
	});

	it('UTF-8 is taken without a word, and text that came wrongly through GeoJSON is mended', async () => {
		const files = await shapefile(
			rows((text) => text),
			'x'
		);
		const source = await put({
			'x.zip': zipped(files),
			'y.json': collection(rows(encoder(fromTcvn3)))
		});
		expect((await importFrom(`${source}/x.zip`)).byName).toHaveLength(5);
		expect(notes.join()).not.toContain('names read');
		expect((await importFrom(`${source}/y.json`)).byName).toHaveLength(5);
		expect(notes).toContain('y.json: names read as TCVN3');
	});
});

describe('an address', () => {
	let server: Server;
	let base: string;
	let paths: string[];
	beforeAll(async () => {
		// As the archive of vietnamese-provinces-database is laid out.
		const wards = squares().map(({ geometry, properties: { code } }, at) => [
			`json/geojson/01_x/wards/${String(code)}_x.geojson`,
			collection([
				{
					type: 'Feature',
					id: code,
					geometry,
					properties: { code, name: 'x', fullName: NAMES[at]![0] }
				}
			])
		]);
		const archive = zipped({
			...(Object.fromEntries(wards) as Record<string, string>),
			'json/geojson/01_x/01_x.geojson': collection([
				{ ...squares()[0], properties: { code: '01' } }
			]),
			'json/geojson/README.md': '# GeoJSON',
			'json/full_json_generated_data_vn_units.json': '[]'
		});
		server = createServer((request, response) => {
			paths.push(request.url!);
			response.writeHead(200, { etag: '"1"' }).end(archive);
		});
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
		base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	beforeEach(() => (paths = []));
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});

	it('of the preset brings its communes and names its source', async () => {
		const env = { ...process.env, PRESET_BASE_URL: `${base}/mirror/` };
		await cp('data/presets.csv', join(country.data, 'presets.csv'));
		const args = [
			'--import',
			'tsx',
			COMMAND,
			'--edition',
			'2025-07',
			'--data',
			country.data,
			'--accept',
			ACCEPTED.join()
		];
		const source = ['--source', 'vietnamese-provinces-database', '--strict'];
		const { stdout } = await promisify(execFile)(process.execPath, [...args, ...source], { env });
		expect(paths).toEqual(['/mirror/v5.2.0/json/vn_provinces_json_dataset_v5.2.0.zip']);
		expect(stdout).toContain('2025-07: 6 polygons, 6 matched');
		expect(stdout).toContain('0 units under another name');
		const { report } = (await readImported(join(country.data, 'boundaries'), '2025-07'))!;
		expect(report.attribution).toMatch(/^vietnamese-provinces-database .*MIT/);
	});

	it('of the preset is for its edition only, and the public one unless a mirror is named', async () => {
		const presets = await readPresets('data', ['2022-10', '2025-07']);
		const preset = presetOf(presets, 'vietnamese-provinces-database', '2025-07')!;
		expect(addressOf(preset)).toMatch(/^https:\/\/vn-provinces-ds\.thanglequoc\.xyz\/v5\.2\.0\//);
		expect(preset.attribution).toContain('MIT');
		expect(presetOf(presets, 'communes.json', '2025-07')).toBeUndefined();
		expect(presetOf(presets, 'toString', '2025-07')).toBeUndefined();
		const error = await dataErrorOf(() =>
			presetOf(presets, 'vietnamese-provinces-database', '2022-10')
		);
		expect(error.message).toContain('expected 2025-07');
	});

	it('is kept in the cache, checked by its sum, and named as the source', async () => {
		const address = `${base}/x/all.zip`;
		const options = { entries: /\/wards\// };
		const wrong = await dataErrorOf(() =>
			importFrom(address, { ...options, checksums: ['0'.repeat(64)] })
		);
		expect(wrong.message).toMatch(
			/column "--sha256": promise: found "[0-9a-f]{64}", expected 0{64}/
		);
		const report = await importFrom(address, options);
		expect(report).toMatchObject({ matched: 6, attribution: 'all.zip' });
		expect(report.sources[0]).toMatchObject({ name: 'all.zip' });
		await rm(join(country.data, 'boundaries'), { recursive: true });
		await importFrom(address, { ...options, checksums: [report.sources[0]!.sha256] });
	});

	it('is checked by its sum when it is a file, too', async () => {
		const source = await put({ 'a.json': collection(squares()) });
		const error = await dataErrorOf(() =>
			importFrom(`${source}/a.json`, { checksums: ['0'.repeat(64)] })
		);
		expect(error.message).toMatch(/^a\.json, column "--sha256"/);
	});
});
