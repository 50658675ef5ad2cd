/**
 * SHA-256 in hexadecimal. The browser's own where there is one; pages that come by plain http have none, and load a
 * script for it at the first file.
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
	const { subtle } = globalThis.crypto as { subtle?: SubtleCrypto };
	const digest = subtle
		? new Uint8Array(await subtle.digest('SHA-256', bytes))
		: (await import('@noble/hashes/sha2.js')).sha256(bytes);
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
