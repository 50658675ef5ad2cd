/** Vietnamese and English words as they stand in headers and cells, with or without accents. */
export { fold, isBlank, isTotal, takeStatistic } from '../../src/lib/intake/words.ts';
