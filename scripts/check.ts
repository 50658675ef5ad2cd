export async function checkPublished(
	folder: string,
	names?: { manifest: string; summary: string }
): Promise<void> {
	void folder;
	void names;
}
