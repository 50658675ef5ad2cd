import { readFileSync, readdirSync } from 'node:fs';
import { sheetsOfBytes } from './src/lib/intake/decode.ts';
import { tablesOf, rangeOf } from './src/lib/intake/tables.ts';
const d = 'tests/fixtures/intake/';
for (const f of readdirSync(d).sort()) {
	if (f === 'expect.csv') continue;
	try {
		for (const s of sheetsOfBytes(readFileSync(d + f), f)) {
			const r = tablesOf(s);
			console.log('==', f, s.name, s.isHidden ? 'HIDDEN' : '', 'lost', r.lost.length);
			for (const t of r.tables) console.log('  ', t.name, rangeOf(t), t.body.length, t.isTurned ? 'T' : '', t.columns.map((c) => `${c.parts.join('/')}=${c.role}${c.isWeak ? '?' : ''}${c.network ? ' ' + (c.network.technology ?? c.network.network) : ''}${c.month ? ' ' + c.month : ''}${c.unit ? ' ' + c.unit : ''}${c.statistic ? ' ' + c.statistic : ''}${c.isTotal ? ' total' : ''}`).join(' | '), '\n      T:', t.titles.map((x) => x.text).join(' ¦ '));
		}
	} catch (e) { console.log('==', f, (e as Error).message.slice(0, 120)); }
}
