/** What a row says of its unit, and what that leads to. */
import type { Level } from '../domain/unit.ts';

/** A unit of an edition. */
export interface Place {
	level: Level;
	row: number;
	code: string;
}

/** What a row says of its unit; empty text where it says nothing. */
export interface UnitWords {
	/** Official code of any level, as written. */
	code: string;
	/** Name of a unit of any level. */
	unit: string;
	commune: string;
	/** Name or code. */
	district: string;
	/** Name or code. */
	province: string;
}

/** How the codes of a table are to be read. */
export interface CodeStyle {
	/** Levels whose codes a text may be; with lost zeros given back. */
	levels: readonly Level[];
	/** True when zeros may have been lost. */
	isShort: boolean;
	/** The level that is meant where a code fits several. */
	prefers?: Level;
}

/** How a row's words lead to its unit. */
export type How =
	/** A code that stands as it is. */
	| 'code'
	/** A code whose zeros were given back. */
	| 'zeros'
	/** Another spelling of the code. */
	| 'alias'
	| 'name'
	/** A name of an older list, for a unit that went on as it was. */
	| 'former'
	/** A name written without or with other accents, or one that is nearly the unit's. */
	| 'spelling'
	/** The first letters of a province's name. */
	| 'initials'
	/** A name with more in brackets. */
	| 'shortened';

/** What a row's words lead to. */
export interface Found {
	place?: Place;
	how?: How;
	/** Units that the words fit, when they are several, or none for sure; the best first. */
	candidates: Place[];
	/** The unit of the name where that is not the one of the code. */
	named?: Place;
	/** True when a name stands beside the code that no unit there has. */
	isNameUnknown?: boolean;
}
