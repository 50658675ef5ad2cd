/** The editions that benches look at. */
import { resolve } from 'node:path';
import type { Edition } from '../../src/lib/domain/edition.ts';
import { readEditions } from '../gazetteer/editions.ts';

const DATA = resolve(import.meta.dirname, '../../data');

/** The newest edition and the one before, whose lists and outlines are known best. */
export const [BEFORE, NEWEST] = (await readEditions(DATA)).slice(-2) as [Edition, Edition];
