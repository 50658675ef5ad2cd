/** Puts an import in force: everything is written beside what is in use, the report is renamed last. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
	ADDED_FILE,
	detailFile,
	placesFile,
	readReport,
	REPORT_FILE,
	TOPOLOGY_FILE,
	type ImportReport
} from './imported.ts';
import { writeGeometry } from '../place/geometry-file.ts';
import type { PlaceGeometry } from '../place/geometry.ts';
import { replaceFile, sha256 } from '../common/publish.ts';
import { filesBelow } from '../common/sources.ts';

const ID_LENGTH = 16;
/** Names in an edition's folder that imports make: a folder an import, and what a killed one left. */
const OWN = /^[0-9a-f]{16}$|\.tmp$/;

/** What an import makes beside its report. */
export interface Made {
	/** Text of the overview. */
	overview: string;
	/** Text of each province's detail. */
	details: ReadonlyMap<string, string>;
	/** Text of the ground that the files don't have. */
	added: string;
	places: PlaceGeometry;
}

/** What a report says of the files that belong to it. */
export function namesOf({
	overview,
	details,
	added,
	places
}: Made): Pick<ImportReport, 'id' | 'topology' | 'details' | 'added'> {
	const names = {
		topology: sha256(overview),
		details: Object.fromEntries([...details].map(([code, text]) => [code, sha256(text)])),
		added: sha256(added)
	};
	const hash = createHash('sha256').update(JSON.stringify([names, places.codes]));
	for (const array of [places.xy, places.starts, places.sides]) hash.update(array);
	return { id: hash.digest('hex').slice(0, ID_LENGTH), ...names };
}

/**
 * Write an import and switch to it. Killed at any moment it leaves the old import or the new one, whole; what it left
 * lying goes with the next.
 * @param data `data`
 * @throws the system's own error when there is no room, or no right to write
 */
export async function store(
	data: string,
	report: ImportReport,
	{ overview, details, added, places }: Made
): Promise<void> {
	const { edition, id } = report;
	const folder = join(data, 'boundaries', edition);
	try {
		await write(join(folder, id, TOPOLOGY_FILE), overview);
		for (const [province, text] of details)
			await write(join(folder, id, detailFile(province)), text);
		await write(join(folder, id, ADDED_FILE), added);
		const path = join(data, 'cache', placesFile(edition, id));
		await writeGeometry(path, { ...places, source: id });
		await write(join(folder, REPORT_FILE), `${JSON.stringify(report, null, '\t')}\n`);
	} finally {
		await sweep(data, edition);
	}
}

async function write(path: string, content: string): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	await replaceFile(path, content);
}

/** Remove what the import in force doesn't name. */
async function sweep(data: string, edition: string): Promise<void> {
	const boundaries = join(data, 'boundaries');
	const inForce = await readReport(boundaries, edition).catch(() => null);
	// A report that can't be read may name anything.
	if (inForce === null) return;
	const folder = join(boundaries, edition);
	const left: string[] = [];
	for (const name of await entriesOf(folder))
		if (OWN.test(name) && name !== inForce?.id) left.push(join(folder, name));
	if (inForce)
		left.push(
			...(await filesBelow(join(folder, inForce.id))).filter((path) => path.endsWith('.tmp'))
		);
	const places = inForce && placesFile(edition, inForce.id);
	for (const name of await entriesOf(join(data, 'cache')))
		if (name.startsWith(`places.${edition}.`) && name !== places)
			left.push(join(data, 'cache', name));
	for (const path of left) await rm(path, { recursive: true, force: true });
}

function entriesOf(folder: string): Promise<string[]> {
	return readdir(folder).catch(() => []);
}
