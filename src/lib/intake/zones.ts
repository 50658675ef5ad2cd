/** Zones of time as files name them: "+07", "Z", "GMT+7", "ICT", "Asia/Ho_Chi_Minh". */

/** Minutes ahead of UTC; a name where that depends on the day. */
export type Zone = number | string;

/** Viet Nam has had no other offset since 1975. */
export const VIET_NAM = 7 * 60;

const NAMED = new Map<string, Zone>(
	Object.entries({
		z: 0,
		utc: 0,
		gmt: 0,
		ut: 0,
		ict: VIET_NAM,
		'asia/ho_chi_minh': VIET_NAM,
		'asia/saigon': VIET_NAM,
		'asia/hanoi': VIET_NAM,
		'asia/bangkok': VIET_NAM,
		'se asia standard time': VIET_NAM,
		'indochina time': VIET_NAM,
		'giờ việt nam': VIET_NAM,
		'gio viet nam': VIET_NAM
	})
);

const OFFSET = /^(?:utc|gmt)?\s*([+\-\u2212])\s*(\d{1,2})(?::?(\d{2}))?$/i;

/**
 * A zone by its name or offset.
 * @returns nothing for what is none
 */
export function zoneOf(text: string): Zone | undefined {
	const plain = text
		.trim()
		.replace(/^[[(]\s*|\s*[\])]$/g, '')
		.normalize('NFC');
	const known = NAMED.get(plain.toLowerCase());
	if (known !== undefined) return known;
	const offset = OFFSET.exec(plain);
	if (offset) {
		const [, sign, hours, minutes = '0'] = offset;
		const ahead = Number(hours) * 60 + Number(minutes);
		if (ahead > 14 * 60 || Number(minutes) > 59) return undefined;
		return sign === '+' ? ahead : -ahead;
	}
	return /^[A-Za-z]+\/[A-Za-z_]+(?:\/[A-Za-z_]+)?$/.test(plain) && formatOf(plain)
		? plain
		: undefined;
}

/** A zone that a header names: "time_utc", "Thời gian (GMT+7)", "giờ Việt Nam". */
export function zoneInHeader(text: string): Zone | undefined {
	const plain = text.normalize('NFC').toLowerCase().replaceAll('_', ' ');
	const offset = /(?:utc|gmt)\s*[+\-\u2212]\s*\d{1,2}(?::?\d{2})?/.exec(plain);
	if (offset) return zoneOf(offset[0].replace(/\s+/g, ''));
	if (/(?<!\p{L})(?:utc|gmt)(?!\p{L})/u.test(plain)) return 0;
	if (/(?<!\p{L})(?:ict|giờ việt nam|giờ vn|gio vn|asia\/\w+|vietnam time)(?!\p{L})/u.test(plain))
		return VIET_NAM;
	return undefined;
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>();

function formatOf(name: string): Intl.DateTimeFormat | undefined {
	if (!formats.has(name)) {
		let format: Intl.DateTimeFormat | undefined;
		try {
			format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
		} catch {
			format = undefined;
		}
		if (formats.size > 500) formats.clear();
		formats.set(name, format);
	}
	return formats.get(name);
}

/** Minutes that clocks of a zone are ahead of UTC when they show a time. */
export function minutesAhead(zone: Zone, local: number): number {
	if (typeof zone === 'number') return zone;
	const at = (moment: number) => {
		const part = formatOf(zone)
			?.formatToParts(moment)
			.find(({ type }) => type === 'timeZoneName')?.value;
		const found = zoneOf(part ?? 'utc');
		return typeof found === 'number' ? found : 0;
	};
	// What the clock shows is known, not the moment: the second look is right but within the hour of a change.
	return at(local - at(local) * 60_000);
}
