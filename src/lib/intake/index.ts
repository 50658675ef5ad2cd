/**
 * Intake: what a file says, with evidence, questions and checks. Pure: no Node, no DOM; it runs alike in the command
 * line, a worker of the page and the publishing service. One step a file, in this order:
 *
 * - `decode.ts` bytes → sheets: the format by the first bytes; `workbook.ts`, `csv.ts`, `encoding.ts` one format each
 * - `tables.ts` sheets → tables: where headers stand and how far each table reaches
 * - `columns.ts` headers → columns: what each means, of which month, network, operator, unit and statistic
 * - `context.ts` what titles, sheet names, place lines and answers say for all rows of a table
 * - `rows.ts` rows → figures or reasons, by `finder.ts` (unit), `period.ts` (month), `networks.ts`, `numbers.ts`
 * - `checks.ts` sums, parents, last month
 * - `build.ts` puts them together: {@link buildDraft}
 *
 * `draft.ts` holds the types that every face sees, `sheet.ts` those of cells.
 */
export * from './draft.ts';
export type { Cell, Merge, Sheet, SheetRow, Text } from './sheet.ts';
export { sheetsOfBytes } from './decode.ts';
