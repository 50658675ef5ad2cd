/** A file of the program, as a page names it: its name changes with its content. */
const PROGRAM_FILE = /_app\/immutable\/[\w./-]+/g;

/**
 * Files of the program that a page names and a version of the site does not have: none when both are of one version.
 * @param page its HTML
 * @param build paths of the version's files
 */
export function foreignFiles(page: string, build: readonly string[]): string[] {
	const known = new Set(build.map((path) => path.slice(path.indexOf('_app/'))));
	return [...new Set(page.match(PROGRAM_FILE))].filter((path) => !known.has(path));
}
