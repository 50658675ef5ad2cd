/** The part of mapshaper (untyped, CommonJS) that is used here. */
declare module 'mapshaper' {
	namespace mapshaper {
		/** Vertices of all arcs one after the other. */
		interface VertexData {
			/** How many each arc has. */
			nn: Uint32Array;
			xx: Float64Array;
			yy: Float64Array;
		}

		/** What a snapshot holds. */
		interface Dataset {
			arcs: { getVertexData(): VertexData } | null;
			layers: {
				name: string | null;
				/** Rings of arcs, `~arc` backwards; `null` without geometry. */
				shapes: (number[][] | null)[];
				data: { getRecords(): Record<string, unknown>[] };
			}[];
		}
	}

	const mapshaper: {
		/** Run a command line on files that are held in memory; resolves to the files that `-o` names. */
		applyCommands(
			commands: string,
			input: Record<string, unknown>
		): Promise<Record<string, Uint8Array>>;
		/** Not promised by its authors, so only what is tested here; the version is pinned. */
		internal: {
			/** Read what `-o name.msx` gave. */
			unpackSessionData(snapshot: Uint8Array): Promise<{ datasets: mapshaper.Dataset[] }>;
		};
	};
	export default mapshaper;
}
