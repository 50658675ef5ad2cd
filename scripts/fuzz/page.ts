/** What pages read: what is published, and addresses. */
import { readFile } from 'node:fs/promises';
import { join as path } from 'node:path';
import { catalogueOf } from '../../src/lib/data/catalogue.ts';
import { readDetail } from '../../src/lib/data/detail.ts';
import { factsOf } from '../../src/lib/data/facts.ts';
import { checkSummaryMonths, readManifest } from '../../src/lib/data/manifest.ts';
import { readHexagons, readStatistics } from '../../src/lib/data/parquet.ts';
import {
	checked,
	CrosswalkSchema,
	SeriesSchema,
	SummarySchema,
	TOPOLOGY_OBJECT,
	type Manifest,
	type PublishedFile
} from '../../src/lib/data/schema.ts';
import { decodeShapes } from '../../src/lib/data/shapes.ts';
import { readMonth, readUnits } from '../../src/lib/data/tables.ts';
import { readLand, readObject } from '../../src/lib/data/topology.ts';
import { readUnitFacts } from '../../src/lib/data/unit-facts.ts';
import { fromColumns } from '../../src/lib/domain/crosswalk.ts';
import { embedUrl, parseEmbed } from '../../src/lib/domain/embed.ts';
import { NETWORKS } from '../../src/lib/domain/network.ts';
import { parsePlan, writePlan } from '../../src/lib/domain/plan-request.ts';
import {
	editionShown,
	fitSelection,
	parseSelection,
	serialiseSelection,
	settleUnits,
	type Catalogue
} from '../../src/lib/domain/selection.ts';
import { unitsOf, type Units } from '../../src/lib/domain/unit.ts';
import { parseJson } from '../../src/lib/data/fetch.ts';
import { namedFiles } from '../common/publish.ts';
import { copyDrawnCountry, publishCountry } from '../testing/country.ts';
import { addFiles } from '../testing/office.ts';
import { times, type Dice } from './dice.ts';
import { LISTS, NEWEST_LIST, utf8, type Maker } from './form.ts';
import { join, mutateBytes, mutateJson, oddText } from './mutate.ts';

/** Files that a small country publishes, by name. */
interface World {
	files: Map<string, Uint8Array>;
	manifest: Manifest;
	units: Map<string, Units>;
}

let made: Promise<World> | undefined;

function world(): Promise<World> {
	made ??= publish();
	return made;
}

async function publish(): Promise<World> {
	const country = await copyDrawnCountry();
	const { data, out } = country;
	const header = 'time,longitude,latitude,network,download,upload,latency,operator';
	const rows = Array.from(
		{ length: 40 },
		(_, at) => `2024-11-01 10:00:${10 + at},105.84966,21.04652,mobile,${10 + at},9,30,Viettel`
	);
	await addFiles(data, { 'a.csv': [header, ...rows, ''].join('\n') });
	await publishCountry({ data, out });
	const read = (name: string) => readFile(path(out, name));
	const text = await read('manifest.json');
	const manifest = readManifest(JSON.parse(text.toString()), 'manifest.json');
	const names = ['manifest.json', 'summary.json', ...namedFiles(manifest).map(({ url }) => url)];
	const files = new Map<string, Uint8Array>();
	for (const name of new Set(names)) files.set(name, await read(name));
	await country.remove();
	const units = new Map(
		manifest.editions.map(({ id, units: { url } }) => [
			id,
			readUnits(id, JSON.parse(Buffer.from(files.get(url)!).toString()), url)
		])
	);
	return { files, manifest, units };
}

/** Manifest and summary: no hash speaks for them. */
export const manifest: Maker = async () => {
	const { files, units } = await world();
	const [own, summary] = ['manifest.json', 'summary.json'].map((name) =>
		Buffer.from(files.get(name)!).toString()
	) as [string, string];
	return {
		make(dice) {
			const isFirst = dice.is(0.6);
			const parts = [
				isFirst ? mutateJson(own, dice) : own,
				isFirst && dice.is(0.8) ? summary : mutateJson(summary, dice)
			];
			return utf8(parts.join('\0'));
		},
		async run(input) {
			const text = Buffer.from(input).toString();
			const at = text.lastIndexOf('\0');
			const parse = (part: string) => parseJson(utf8(part), 'fuzz.json');
			const read = readManifest(parse(text.slice(0, at)), 'manifest.json');
			const told = checked(SummarySchema, parse(text.slice(at + 1)), 'summary.json');
			checkSummaryMonths(read, told, 'summary.json');
			if (read.months.length === 0) return undefined;
			const catalogue = catalogueOf(read);
			const { selection } = parseSelection(new URLSearchParams(), catalogue);
			const { id } = editionShown(selection, catalogue);
			if (units.has(id)) settleUnits(selection, units.get(id)!);
			factsOf(read, told);
			return undefined;
		}
	};
};

type Reader = (bytes: Uint8Array, url: string) => unknown;

/** All files that the manifest names, each with what reads it. */
function readers({ manifest: of, units }: World): Map<string, Reader> {
	const found = new Map<string, Reader>();
	const put = (file: PublishedFile | undefined | null, read: Reader) =>
		file && found.set(file.url, read);
	const json = (bytes: Uint8Array, url: string) => parseJson(bytes, url);
	const buffer = (bytes: Uint8Array) => Uint8Array.from(bytes).buffer;
	for (const edition of of.editions) {
		const own = units.get(edition.id)!;
		const object = TOPOLOGY_OBJECT.province;
		const { codes } = unitsOf(own, 'province');
		put(edition.units, (bytes, url) => readUnits(edition.id, json(bytes, url), url));
		put(edition.facts, (bytes, url) => readUnitFacts(own, json(bytes, url), url));
		put(edition.topology, (bytes, url) => readObject(json(bytes, url), object, codes, url));
		put(edition.shapes, (bytes, url) =>
			readObject(decodeShapes(bytes, own, url), object, codes, url)
		);
		for (const [province, file] of Object.entries(edition.details ?? {}))
			put(file, (bytes, url) => readDetail(json(bytes, url), own, province, url));
	}
	put(of.land, (bytes, url) => readLand(json(bytes, url), 'neighbours', url));
	for (const { from, to, table } of of.crosswalks)
		put(table, (bytes, url) =>
			fromColumns(
				units.get(from)!,
				units.get(to)!,
				checked(CrosswalkSchema, json(bytes, url), url).levels
			)
		);
	for (const { month, edition, networks, hexagons } of of.months) {
		for (const network of NETWORKS) {
			const files = networks[network];
			if (!files) continue;
			put(files.table, (bytes, url) =>
				readMonth(units.get(edition)!, { month, network }, buffer(bytes), url)
			);
			put(files.statistics, (bytes, url) => readStatistics(buffer(bytes), url, { month, network }));
		}
		for (const [resolution, file] of Object.entries(hexagons ?? {}))
			put(file, (bytes, url) => readHexagons(buffer(bytes), url, { month, resolution }));
	}
	for (const { series } of of.editions)
		for (const file of Object.values(series))
			put(file, (bytes, url) => checked(SeriesSchema, json(bytes, url), url));
	return found;
}

/** Pages of Parquet are the library's own, which loops for hours over some; only a file's hash keeps them away. */
function mutateFooter(bytes: Uint8Array, dice: Dice): Uint8Array {
	const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 8, true);
	const start = bytes.length - 8 - length;
	return join(bytes.subarray(0, start), mutateBytes(bytes.subarray(start), dice));
}

/** What the manifest names, as if its hash held. */
export const published: Maker = async () => {
	const made = await world();
	const by = readers(made);
	const names = [...by.keys()];
	return {
		make(dice) {
			const name = dice.of(names);
			const bytes = made.files.get(name)!;
			const content = /\.json$/.test(name)
				? utf8(mutateJson(Buffer.from(bytes).toString(), dice))
				: /\.parquet$/.test(name)
					? mutateFooter(bytes, dice)
					: mutateBytes(bytes, dice);
			return Buffer.concat([Buffer.from(`${names.indexOf(name)}\n`), content]);
		},
		async run(input) {
			const at = input.indexOf(0x0a);
			const name = names[Number(Buffer.from(input.subarray(0, at)).toString())]!;
			await by.get(name)!(Uint8Array.from(input.subarray(at + 1)), name);
			return undefined;
		}
	};
};

const VALUES: Readonly<Record<string, readonly string[]>> = {
	month: ['2024-11', NEWEST_LIST.from, '2026-10', '0000-00'],
	units: [...LISTS.map(({ id }) => id), 'x'],
	against: ['2024-11', NEWEST_LIST.from],
	level: ['province', 'district', 'commune', 'x'],
	network: ['mobile', 'fixed', '5g'],
	operator: ['Viettel', 'VNPT', ''],
	measure: ['samples', 'download', 'coverage', 'jitter', 'interval', 'fast'],
	view: ['choropleth', 'hexagons', 'table', 'split', 'swipe', 'months'],
	within: ['01', '48', '001', '00004', '1'],
	unit: ['01', '00001', '00004', '4'],
	hide: ['0', '1.2.3', '9', '1.x', '..'],
	reached: ['0', '1', '2'],
	lang: ['vi', 'en', 'fr'],
	goal: ['count.5', 'share.50', 'budget.1000', 'share.101', 'x.1'],
	weight: ['people', 'area', 'none', 'equal'],
	...{ each: ['0', '1'], day: ['1', '31', '32', '-'], show: ['short', 'plan'], sort: ['-deficit'] },
	...{ group: ['none', 'province'], in: ['5-1.1', '2-1', '5-zzzz.zzzz'], out: ['5-4', '_'] },
	...{ list: [NEWEST_LIST.id], ui: ['month,level'], theme: ['dark'], static: ['1'], place: ['01'] }
};

/** A query with names that mean something, and values that may. */
function query(dice: Dice): string {
	const names = Object.keys(VALUES);
	const parts = Array.from({ length: times(dice) + dice.below(6) }, () => {
		const name = dice.is(0.95) ? dice.of(names) : oddText(dice);
		const value = dice.is(0.75)
			? dice.of(VALUES[name] ?? ['x'])
			: dice.is(0.5)
				? oddText(dice)
				: dice.of(dice.of(Object.values(VALUES)));
		const plain = dice.is(0.1) ? (text: string) => text : encoded;
		return `${plain(name)}=${plain(value)}`;
	});
	return parts.join(dice.is(0.95) ? '&' : oddText(dice));
}

function encoded(text: string): string {
	return encodeURIComponent(text.replace(/[\ud800-\udfff]/g, ''));
}

/** Queries of the explorer, the plan and the embedded map. */
export const url: Maker = async () => {
	const { manifest: of, units } = await world();
	const catalogue = catalogueOf(of);
	return {
		make: (dice) => utf8(query(dice)),
		async run(input) {
			const params = new URLSearchParams(Buffer.from(input).toString());
			const { request } = parsePlan(params);
			const written = new URLSearchParams();
			writePlan(request, written);
			const again = new URLSearchParams();
			writePlan(parsePlan(written).request, again);
			if (again.toString() !== written.toString()) return `plan ${written} becomes ${again}`;
			embedUrl('https://x/', {
				...parseEmbed(params),
				...({ selection: new URLSearchParams() } as object)
			} as never);
			return settledTwice(params, catalogue, units);
		}
	};
};

/** What an address asks for comes to rest: written and read again it is the same. */
function settledTwice(
	params: URLSearchParams,
	catalogue: Catalogue,
	units: Map<string, Units>
): string | undefined {
	const rest = (from: URLSearchParams) => {
		const { selection } = parseSelection(from, catalogue);
		const settled = settleUnits(selection, units.get(editionShown(selection, catalogue).id)!);
		return serialiseSelection(fitSelection(settled.selection, catalogue).selection, catalogue);
	};
	const once = rest(params);
	const twice = rest(once);
	return once.toString() === twice.toString() ? undefined : `${once} becomes ${twice}`;
}
