/** Names are compared by the same key wherever they are: in imports and in the search of the page. */
export { nameKey } from '../../src/lib/domain/fold.ts';
