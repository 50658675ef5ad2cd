/** The part of mapshaper (untyped, CommonJS) that is used here. */
declare module 'mapshaper' {
	const mapshaper: {
		/** Run a command line on files that are held in memory; resolves to the files that `-o` names. */
		applyCommands(
			commands: string,
			input: Record<string, unknown>
		): Promise<Record<string, Uint8Array>>;
	};
	export default mapshaper;
}
