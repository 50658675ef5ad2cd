/**
 * Intake: what a file says, with evidence, questions and checks. Pure: no Node, no DOM; it runs alike in the command
 * line, a worker of the page and the publishing service. One step a file, in this order:
 *
 * - `decode.ts` bytes → sheets: the format by the first bytes; `workbook.ts`, `csv.ts`, `json.ts`, `encoding.ts` (with
 *   `legacy.ts`: TCVN3, VNI) one format each, `zip.ts` what a zip file holds before it is unpacked
 *   `cell-comments.ts` comments on cells of a workbook
 * - `tables.ts` (with `header-cells.ts`, `mapped-headers.ts`) sheets → tables: where headers stand and how far each table
 *   reaches; `turned.ts` those whose units are columns, turned; `hidden-parts.ts`, `hidden-rows.ts` what a workbook does not show, `struck.ts`,
 *   `struck-rows.ts` what is struck through in it; `broken-rows.ts` lines that no table can hold; `prepared.ts` cells that
 *   hold more than their column (`counts-beside.ts`, `speeds-together.ts`, `from-to.ts`)
 * - `headers.ts` headers → columns: what each means, of which month, network, operator, unit and statistic;
 *   `groups.ts` which columns belong together; `counts.ts` (with `count-cells.ts`) which is the count;
 *   `unread-units.ts` names of units below a header that nobody knows; `table-columns.ts` all columns of a table, with
 *   `header-months.ts` (months without a year), `weeks.ts` and `aspects.ts` (hours, places and devices that parts are of)
 * - `context.ts`, `readings.ts`, `statistic-of-table.ts` what titles, sheet names and answers say for all rows: month,
 *   network, statistic; `against-titles.ts` where columns and rows say otherwise; `around-rows.ts` notes, weeks and the
 *   name of the file (`file-month.ts`); `partial-months.ts`, `deliveries.ts`, `subsets.ts` what may be a part of the
 *   month or of its measurements; `found-month.ts` how that is asked
 * - `styles.ts`, `code-style.ts` how the values of a table are written: decimal sign, units, codes; `exchanged.ts` whether
 *   counts and speeds stand in each other's columns
 * - `no-results.ts`, `trials.ts` tables and rows that say themselves that they hold no results
 * - `unread-notes.ts` lines around a table that no other rule reads: told, or asked where they cast doubt on its figures
 * - `rows.ts` (with `merged-cells.ts`) rows one after the other, with what stands above them; `sub-rows.ts`,
 *   `region-rows.ts`, `not-rows.ts` rows that are parts, sums or none, `finer-rows.ts` several of one unit; `read-table.ts` puts these steps together
 * - `finder.ts` (with `unit-names.ts`, `name-indexes.ts`, `province-initials.ts`, `found.ts`) the unit that words name; `placing.ts` the units of a whole table (`former-list.ts`,
 *   `titled-predecessors.ts` where its names are of two lists)
 * - `entries.ts` (with `row-month.ts`, `row-count.ts`) figures of each row, `gaps.ts` those
 *   that can't be taken and what is not added up without them; `row-outcomes.ts` each row accounted for; `shares.ts` days and weeks summed up; `combine.ts` (with
 *   `blanks.ts`) figures of each unit; `technologies-alone.ts` those of a part of a network; `twice.ts` tables that say the same units otherwise
 * - `checks.ts` totals, parents, last month; `parts.ts` what the store would become
 * - `presets.ts`, `measured-columns.ts`, `measured-time.ts` (with `moments.ts`, `zones.ts`), `measured-way.ts` what holds for
 *   all rows of measurements; `measured-rows.ts` (with `coordinates.ts`) each row; `measured-provinces.ts`,
 *   `repeated-ids.ts` what rows say against each other; `measured-tally.ts`,
 *   `measured-finish.ts` what they give
 * - `build.ts`, `finish.ts` the draft: {@link buildDraft}; for rows that are too many to be sheets {@link prepareDraft}
 *   and {@link finish}
 *
 * `draft.ts` holds the types that every face sees, `sheet.ts` those of cells, `answers.ts` the recipe, `recipes.ts` offers those of
 * earlier files, `texts.ts` and
 * `reasons.ts` words in both languages, `told.ts` what programs are told of a draft.
 */
export * from './draft.ts';
export type { Cell, Merge, Sheet, SheetRow, Text } from './sheet.ts';
export { sheetsOfBytes } from './decode.ts';
export { buildDraft, prepareDraft, tallyOf } from './build.ts';
export { finish, type Work } from './finish.ts';
export { editionNames, type EditionNames, type IntakeContext, type Locate } from './context.ts';
export { UnitFinder } from './finder.ts';
export { reasonText } from './reasons.ts';
export { withoutPersonal } from './texts.ts';
export { UNKNOWN_COMMUNE } from './parts.ts';
