/** Public downloads that `--source <name>` knows. */
import { DataError } from '../../src/lib/domain/errors.ts';
import type { ColumnOptions } from './columns.ts';

/** What is known of a public download. */
export interface Preset {
	edition: string;
	/** Address below `base`. */
	path: string;
	base: string;
	/** Entries of the archive that are communes. */
	entries: RegExp;
	columns: ColumnOptions;
	/** Whom the map names. */
	attribution: string;
}

/**
 * vietnamese-provinces-database, MIT. Its release 5.2.0 has the communes one a file in `json/geojson/<province>/wards/`
 * of the JSON archive; the provinces' own polygons beside them aren't used. Checked on copies of its repository
 * (github.com/thanglequoc/vietnamese-provinces-database), not against the server.
 */
export const PRESETS: Readonly<Record<string, Preset>> = {
	'vietnamese-provinces-database': {
		edition: '2025-07',
		base: 'https://vn-provinces-ds.thanglequoc.xyz',
		path: 'v5.2.0/json/vn_provinces_json_dataset_v5.2.0.zip',
		entries: /\/geojson\/[^/]+\/wards\/[^/]+\.geojson$/,
		columns: { code: 'code', name: 'fullName' },
		attribution:
			'vietnamese-provinces-database 5.2.0 (MIT), from the reference map sapnhap.bando.com.vn'
	}
};

/**
 * The preset of a name.
 * @param base takes the place of the preset's server, for a mirror
 * @returns nothing for what is no preset's name
 * @throws DataError when it is of another edition
 */
export function presetOf(name: string, edition: string, base?: string): Preset | undefined {
	const preset = Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined;
	if (!preset) return undefined;
	if (preset.edition !== edition)
		throw new DataError('value', {
			file: name,
			column: '--edition',
			found: edition,
			expected: preset.edition
		});
	return { ...preset, base: base ?? preset.base };
}

/** Where a preset's archive lies. */
export function addressOf({ base, path }: Preset): string {
	return `${base.replace(/\/+$/, '')}/${path}`;
}
