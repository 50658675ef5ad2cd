/** Single measurements of the months that a command brings, as the store keeps them. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { join } from 'node:path';
import { editionOfMonth } from '../../src/lib/domain/edition.ts';
import type { Month } from '../../src/lib/domain/month.ts';
import type { Network } from '../../src/lib/domain/network.ts';
import { writeKept } from './kept-rows.ts';
import type { Joined } from './late.ts';
import { keepKey, type MeasuredKey } from './measured-key.ts';
import type { AddOptions } from './part.ts';
import type { Places } from './register-places.ts';
import type { StagedTable } from './staged.ts';
import type { KeptRows } from './store-schema.ts';

/** Writes kept rows of months, each once. */
export class KeptWriter {
	readonly #written = new Map<string, Promise<KeptRows>>();

	constructor(
		private readonly connection: DuckDBConnection,
		private readonly of: {
			table: StagedTable;
			key: MeasuredKey;
			joined: Joined;
			places: Places;
			options: Pick<AddOptions, 'data' | 'progress'>;
		}
	) {}

	/** Rows of networks as they were measured. */
	async write(
		month: Month,
		networks: readonly Network[],
		leaves: readonly string[]
	): Promise<KeptRows[]> {
		const { data, progress } = this.of.options;
		await keepKey(data, this.of.key);
		progress.detail('keep measurements for late files');
		const files: KeptRows[] = [];
		for (const network of networks) {
			const name = `${month} ${network}`;
			let file = this.#written.get(name);
			if (!file) this.#written.set(name, (file = this.#write(month, network, leaves)));
			files.push(await file);
		}
		return files;
	}

	async #write(month: Month, network: Network, leaves: readonly string[]): Promise<KeptRows> {
		const { table, key, joined, places, options } = this.of;
		const same = joined.unchanged.get(`${month} ${network}`);
		if (same) return same;
		const { id } = editionOfMonth(places.editions, month)!;
		return writeKept(this.connection, join(options.data, 'samples'), {
			...{ month, network, leaves, hexagons: places.hexagons.cells, key: key.id },
			operators: table.operators.operators,
			operator: table.operators.number,
			outlines: places.indexes.get(id)!.geometry.source
		});
	}
}
