/** What a command is asked for, and what it makes of it. */
import { DataError } from '../../src/lib/domain/errors.ts';
import { both, faultIn } from '../../src/lib/intake/texts.ts';
import type { Statistic } from '../../src/lib/domain/join.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import type { Crosswalk } from '../../src/lib/domain/crosswalk.ts';
import type { Answers } from '../../src/lib/intake/index.ts';
import type { Gazetteer } from '../gazetteer/gazetteer.ts';
import type { Progress } from '../common/progress.ts';
import type { SpeedUnit } from '../../src/lib/intake/speed-units.ts';
import type { KeptRows, Stored, StoredPart } from './store-schema.ts';
import type { StoredRow } from './stored-table.ts';

/** What is to be added. */
export interface AddOptions {
	/** Folder of the inputs. */
	data: string;
	/** Paths or patterns of files. */
	files: readonly string[];
	/** `column=header` */
	map?: readonly string[];
	month?: Month;
	network?: Network;
	statistic?: Statistic;
	unit?: SpeedUnit;
	/** Further answers to what tables leave open. */
	answers?: Answers;
	/** A month whose figures give way to those that the files have of the same units and networks. */
	replace?: Month;
	/** True shows what would be kept, and keeps nothing. */
	dryRun?: boolean;
	/** True takes tables of which many rows can't be taken. */
	acceptPartial?: boolean;
	/** Carries figures by earlier lists of units over; without it that is refused. */
	crosswalks?: (gazetteers: readonly Gazetteer[]) => Promise<Crosswalk[]>;
	/** False finds and keeps none: only to know what they cost. */
	hexagons?: boolean;
	/** Measurements of larger files are read by DuckDB. */
	sheetBytes?: number;
	/** Fewer measurements than are taken otherwise, for a test. */
	mostRows?: number;
	/** Who does it; the system's user where it isn't said. */
	by?: string;
	/** Now; nothing later can have been measured. */
	now: Date;
	progress: Progress;
}

/** A month and network that the files give. */
export interface Part {
	month: Month;
	network: Network;
	kind: Stored['kind'];
	statistic: Statistic | null;
	rows: StoredRow[];
	/** Only of measurements. */
	hexagonFiles?: HexagonFiles;
	/** Writes single measurements beside those in force, for late ones. */
	keepRows?: () => Promise<KeptRows[]>;
	/** True when measurements that were in are in it, too. */
	isJoined?: boolean;
	/** Province of each commune, for what is told of measurements. */
	provinces?: ReadonlyMap<string, string>;
	/** Provinces whose figures were carried over from an earlier list of units. */
	estimated?: Stored['estimated'];
	/** True when nothing that was there before is in it. */
	isWhole?: boolean;
	/** The parts that the month and network has with it; of measurements there is one, of the country. */
	pieces?: Piece[];
}

/** A part of a month and network as it is to be kept. */
export interface Piece {
	/** Code of the province; empty for the country. */
	scope: string;
	/** The part that it takes the place of; when it changes nothing, it stays as it is. */
	before?: StoredPart;
	isChanged: boolean;
	rows: StoredRow[];
	/** Files of the command that gave figures of it. */
	files: string[];
	/** Of tables: codes of the units that were there before, and those that files of the command gave. */
	known?: string[];
	came?: Came[];
	estimated?: Stored['estimated'];
	isMixed?: boolean;
	/** True when it was a part of the country's before this command. */
	isMovedOut?: boolean;
	/** What the province had sent itself and a file of the country took the place of. */
	gaveWay?: GaveWay;
}

/** Units of which files gave figures. */
export interface Came {
	files: readonly string[];
	codes: readonly string[];
	/** True when they take the place of what was there. */
	isReplacing: boolean;
}

/** Figures of a province's own files that gave way. */
export interface GaveWay {
	/** How many have other figures now. */
	units: number;
	/** Names of the files. */
	files: string[];
	/** The province's name. */
	name?: string;
}

/** All answers of a command, as a recipe keeps them. */
export function answersOf({
	map,
	month,
	network,
	statistic,
	unit,
	replace,
	answers
}: AddOptions): Answers {
	const one = (value: string | undefined) => (value === undefined ? undefined : [value]);
	const own = {
		map,
		month: one(month ?? replace),
		network: one(network),
		statistic: one(statistic),
		unit: one(unit)
	};
	const merged: Record<string, readonly string[]> = {};
	for (const [name, values] of [...Object.entries(own), ...Object.entries(answers ?? {})])
		if (values?.length) merged[name] = [...(merged[name] ?? []), ...values];
	return merged;
}

/** As `writeStoredHexagons` and `writeUnitHexagons` make them. */
export interface HexagonFiles {
	/** Exact, with small cells. */
	hexagons: Uint8Array;
	/** Of each edition. */
	unitHexagons: Uint8Array;
}

/** Measurements can't be joined with what is only known as medians. */
export function isThere({ month, network, sources }: Stored, file: string): DataError {
	const names = sources.map(({ name }) => name).join(', ');
	return new DataError(
		'duplicate',
		faultIn(
			{ file },
			{
				found: both(
					`${month} ${network}, đã có từ ${names}`,
					`${month} ${network}, which is there from ${names}`
				),
				expected: both('một tháng nạp bằng một lệnh', 'a month that comes from one command'),
				remedy: both(
					`Đưa mọi tệp của tháng trong một lần, sau khi chạy npm run samples -- remove ${month}`,
					`Give all its files together, after npm run samples -- remove ${month}`
				)
			}
		)
	);
}
