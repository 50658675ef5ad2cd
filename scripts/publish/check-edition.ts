import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
	buildUnits,
	CODE_LENGTH,
	unitsOf,
	type Level,
	type Units
} from '../../src/lib/domain/unit.ts';
import {
	checked,
	UnitFactsSchema,
	UnitsSchema,
	type ManifestEdition,
	type PublishedFile,
	type PublishedUnits
} from '../../src/lib/data/schema.ts';
import {
	checkOutlines,
	type Detail,
	type Named,
	type OutlineFiles
} from '../boundaries/check-outlines.ts';
import { decodeJson, promise, readVerified } from '../common/promise.ts';

/**
 * Check an edition's units and outlines against each other.
 * @returns its units
 */
export async function checkEdition(folder: string, edition: ManifestEdition): Promise<Units> {
	const { url } = edition.units;
	const content = decodeJson(await readVerified(folder, edition.units), url);
	const published = checked(UnitsSchema, content, url);
	for (const level of edition.levels) checkColumns(published, level, url);
	checkDates(published, url);
	const { changes, aliases } = published;
	const units = buildUnits(edition.id, columnsOf(published), {
		changes,
		aliases: new Map(Object.entries(aliases))
	});
	promise(units.levels.join() === edition.levels.join(), {
		file: url,
		column: 'levels',
		found: units.levels.join(),
		expected: edition.levels.join()
	});
	checkOutlines(units, await readOutlines(folder, edition));
	if (edition.facts) await checkFacts(folder, units, edition.facts);
	return units;
}

async function readOutlines(folder: string, edition: ManifestEdition): Promise<OutlineFiles> {
	const { topology, shapes, details, provinces } = edition;
	const json = async (file: PublishedFile): Promise<Named<unknown>> => ({
		url: file.url,
		content: decodeJson(await readVerified(folder, file), file.url)
	});
	const finer = new Map<string, Detail>();
	for (const [province, file] of Object.entries(details ?? {}))
		finer.set(province, { ...(await json(file)), brotli: await sizeOf(`${file.url}.br`) });
	return {
		topology: await json(topology),
		shapes: shapes && { url: shapes.url, content: await readVerified(folder, shapes) },
		details: details && finer,
		provinces: provinces && (await json(provinces))
	};

	async function sizeOf(url: string): Promise<number | undefined> {
		return stat(join(folder, url)).then(
			({ size }) => size,
			() => undefined
		);
	}
}

/** Facts stand in the order of the units, one of each for each; regions are told of all provinces or of none. */
async function checkFacts(folder: string, units: Units, file: PublishedFile): Promise<void> {
	const { edition, levels, regions, region } = checked(
		UnitFactsSchema,
		decodeJson(await readVerified(folder, file), file.url),
		file.url
	);
	for (const level of units.levels)
		for (const [column, values] of Object.entries(levels[level] ?? { area: [] }))
			promise(values.length === unitsOf(units, level).codes.length, {
				file: file.url,
				column: `levels.${level}.${column}`,
				found: `${values.length} entries`,
				expected: `${unitsOf(units, level).codes.length} entries`
			});
	promise(edition === units.edition, {
		file: file.url,
		column: 'edition',
		found: edition,
		expected: units.edition
	});
	const provinces = unitsOf(units, 'province').codes.length;
	promise(region.length === (regions.length ? provinces : 0), {
		file: file.url,
		column: 'region',
		found: `${region.length} entries`,
		expected: `${regions.length ? provinces : 0} entries`
	});
	region.forEach((at, row) =>
		promise(at < regions.length, {
			file: file.url,
			column: `region.${row}`,
			found: String(at),
			expected: `an index below ${regions.length}`
		})
	);
	const nobody = levels.commune.population.findIndex((people) => people === 0);
	promise(nobody < 0, {
		file: file.url,
		column: `levels.commune.population.${nobody}`,
		found: '0',
		expected: 'people, or null where their number is not known'
	});
}

function columnsOf({ levels, types }: PublishedUnits): Parameters<typeof buildUnits>[1] {
	return Object.fromEntries(
		Object.entries(levels).map(([level, { code, name, type, parent }]) => [
			level,
			{ code, name, parent, type: type.map((index) => types[index]!) }
		])
	);
}

function checkColumns({ levels, types }: PublishedUnits, level: Level, file: string): void {
	const columns = levels[level];
	promise(columns !== undefined, { file, column: `levels.${level}`, expected: 'units' });
	const { code, name, type, parent } = columns;
	const column = `levels.${level}`;
	for (const [key, values] of Object.entries({ name, type, parent }))
		promise(values.length === code.length, {
			file,
			column: `${column}.${key}`,
			found: `${values.length} entries`,
			expected: `${code.length} entries`
		});
	code.forEach((value, row) => {
		promise(value.length === CODE_LENGTH[level] && (row === 0 || code[row - 1]! < value), {
			file,
			column: `${column}.code.${row}`,
			found: value,
			expected: `${CODE_LENGTH[level]} digits, ascending, each once`
		});
		promise(types[type[row]!] !== undefined, {
			file,
			column: `${column}.type.${row}`,
			found: String(type[row]),
			expected: `an index below ${types.length}`
		});
	});
}

/** Later names stand in order of time and are of units of the list; so are other spellings of codes, which are no codes. */
function checkDates({ levels, changes, aliases }: PublishedUnits, file: string): void {
	changes.forEach(({ level, code, from }, at) => {
		const column = `changes.${at}`;
		promise(levels[level]?.code.includes(code) ?? false, {
			file,
			column: `${column}.code`,
			found: code,
			expected: `a code of a ${level}`
		});
		promise(at === 0 || changes[at - 1]!.from <= from, {
			file,
			column: `${column}.from`,
			found: from,
			expected: `no day before ${changes[at - 1]?.from}`
		});
	});
	const codes = new Set(Object.values(levels).flatMap(({ code }) => code));
	for (const [alias, code] of Object.entries(aliases))
		promise(codes.has(code) && !codes.has(alias), {
			file,
			column: `aliases.${alias}`,
			found: code,
			expected: 'a code of the list, by a text that is none'
		});
}
