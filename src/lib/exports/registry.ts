/** Formats by their short name. Each is loaded, with the library that it needs, when it is asked for. */
import type { Briefing, ExportOptions, Tools } from './briefing.ts';

/** Make the content of a file. */
export type Make = (
	briefing: Briefing,
	options: ExportOptions,
	tools: Tools
) => Promise<Uint8Array<ArrayBuffer>>;

/** One format. */
export interface Format {
	/** Ending of the file, without the dot. */
	ending: string;
	mime: string;
	/** True where the size of the picture can be chosen. */
	sized: boolean;
	load: () => Promise<{ make: Make }>;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

export const FORMATS = {
	pptx: {
		ending: 'pptx',
		mime: `${OFFICE}.presentationml.presentation`,
		sized: false,
		load: () => import('./pptx.ts')
	},
	docx: {
		ending: 'docx',
		mime: `${OFFICE}.wordprocessingml.document`,
		sized: false,
		load: () => import('./docx.ts')
	},
	pdf: { ending: 'pdf', mime: 'application/pdf', sized: true, load: () => import('./pdf.ts') },
	png: { ending: 'png', mime: 'image/png', sized: true, load: () => import('./png.ts') },
	svg: { ending: 'svg', mime: 'image/svg+xml', sized: true, load: () => import('./svg.ts') },
	xlsx: {
		ending: 'xlsx',
		mime: `${OFFICE}.spreadsheetml.sheet`,
		sized: false,
		load: () => import('./xlsx.ts')
	},
	csv: { ending: 'csv', mime: 'text/csv', sized: false, load: () => import('./csv.ts') },
	geojson: {
		ending: 'geojson',
		mime: 'application/geo+json',
		sized: false,
		load: () => import('./geojson.ts')
	},
	topojson: {
		ending: 'topo.json',
		mime: 'application/json',
		sized: false,
		load: () => import('./topojson.ts')
	}
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

export function isFormat(text: string): text is FormatName {
	return Object.hasOwn(FORMATS, text);
}

/** Make a file of a format. */
export async function exportAs(
	format: FormatName,
	briefing: Briefing,
	options: ExportOptions,
	tools: Tools
): Promise<Uint8Array<ArrayBuffer>> {
	const { make } = await FORMATS[format].load();
	return make(briefing, options, tools);
}

/** What a file is named by. */
interface NamedBy {
	selection: Briefing['selection'];
	input: Pick<Briefing['input'], 'month'>;
}

/** Name of a file that tells what is in it: `i-speed-2024-11-mobile-commune-31.docx`. */
export function fileName(format: FormatName, { selection, input }: NamedBy): string {
	const { network, level, within, locale } = selection;
	const parts = ['i-speed', input.month, network, level, within, locale === 'vi' ? null : locale];
	return `${parts.filter((part) => part !== null).join('-')}.${FORMATS[format].ending}`;
}
