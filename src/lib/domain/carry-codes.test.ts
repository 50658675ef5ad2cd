import { describe, expect, it } from 'vitest';
import { carryCodes } from './carry-codes.ts';
import { buildCrosswalk } from './crosswalk.ts';
import { buildUnits } from './unit.ts';

const columns = (code: string[], parent: string[]) => ({
	code,
	name: code,
	type: code.map(() => 'Xã'),
	parent
});
const before = buildUnits('2022-10', {
	province: columns(['01'], ['']),
	district: columns(['001'], ['01']),
	commune: columns(['00001', '00002', '00003'], ['001', '001', '001'])
});
const after = buildUnits('2025-07', {
	province: columns(['01'], ['']),
	commune: columns(['10001', '10002'], ['01', '01'])
});
const built = buildCrosswalk(before, after, [
	{ from: '00001', to: '10001', share: 1 },
	{ from: '00002', to: '10001', share: 0.4 },
	{ from: '00002', to: '10002', share: 0.6 },
	{ from: '00003', to: '10002', share: 1 }
]);
if ('fault' in built) throw new Error(built.fault.expected);
const { crosswalk } = built;

describe('codes of another edition', () => {
	it('become the communes that hold most of them', () => {
		expect(carryCodes(['00001', '00002', '99999'], crosswalk, before, after)).toEqual({
			codes: ['10001', '10002'],
			lost: 1
		});
	});

	it('become, on the way back, all communes of which they hold the most', () => {
		expect(carryCodes(['10002'], crosswalk, after, before)).toEqual({
			codes: ['00002', '00003'],
			lost: 0
		});
		expect(carryCodes(['01'], crosswalk, after, before).codes).toEqual(['01']);
	});
});
