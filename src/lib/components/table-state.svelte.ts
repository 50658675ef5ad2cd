import { USUAL_WISH, type ColumnId, type TableColumn, type TableWish } from '../domain/table.ts';

/** How the reader wants the table. It lasts for the visit: what is shown at all stands in the URL. */
export class TableState {
	wish = $state.raw<TableWish>(USUAL_WISH);
	/** Columns that were shown or hidden by hand. */
	#chosen = $state.raw<Partial<Record<ColumnId, boolean>>>({});

	isShown({ id, isUsual }: TableColumn): boolean {
		return this.#chosen[id] ?? isUsual;
	}

	show(id: ColumnId, shown: boolean): void {
		this.#chosen = { ...this.#chosen, [id]: shown };
	}

	/** Sort by a column, or the other way round when it is sorted by it. */
	sortBy(sort: ColumnId): void {
		const descending = this.wish.sort === sort && !this.wish.descending;
		this.wish = { ...this.wish, sort, descending };
	}
}
