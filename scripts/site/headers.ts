/**
 * The headers that belong to the site, as `docs/nginx.conf` and `docs/Caddyfile` send them (a test compares).
 * Each page carries its own Content-Security-Policy (`svelte.config.js`); only what a page can't say stands here.
 */

import { DataError } from '../../src/lib/domain/errors.ts';

/** Sent with every file. */
export const COMMON_HEADERS = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'permissions-policy':
		'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()'
} as const;

/** Who may show a page in a frame: ignored in a page's own policy. */
export const PAGE_POLICY = "frame-ancestors 'self'";

/** Who may show the embedded map, unless it is said otherwise: every site, as it has nothing to sign or to press. */
export const EMBED_ANCESTORS = '*';

/** A worker has the policy of its own file and not that of the page that starts it. */
export const SCRIPT_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self' blob:";

/** For files that bear a part of their hash in their name: they never change. */
export const FOR_EVER = 'public, max-age=31536000, immutable';

/** For all others: kept, but asked about at each use. */
export const ASK = 'no-cache';

/** Paths of files whose name changes with their content, and of scripts. */
export const IMMUTABLE = /\/_app\/immutable\/|\/data\/.+\.[0-9a-f]{8}\./;
export const SCRIPT = /\.m?js$/;
/** Paths of what other pages may show. */
export const EMBED = /\/embed(?:\/|$)/;

/**
 * The policy of what other pages may show.
 * @param ancestors hosts that may, as `frame-ancestors` lists them
 * @throws DataError when it would be more than such a list
 */
export function framePolicy(ancestors = EMBED_ANCESTORS): string {
	if (!/^[\w'*:/.\- ]+$/.test(ancestors))
		throw new DataError('value', {
			file: 'FRAME_ANCESTORS',
			found: ancestors,
			expected: 'hosts divided by spaces',
			remedy: `For example: FRAME_ANCESTORS="'self' https://portal.example.vn" npm start`
		});
	return `frame-ancestors ${ancestors}`;
}

/**
 * Headers of one file.
 * @param path of the request, decoded, from the root of the server, without query
 * @param ancestors hosts that may show the embedded map, as `frame-ancestors` lists them
 * @throws DataError when `ancestors` would be more than such a list
 */
export function headersOf(path: string, ancestors?: string): Record<string, string> {
	const framed = EMBED.test(path) ? framePolicy(ancestors) : PAGE_POLICY;
	return {
		...COMMON_HEADERS,
		'content-security-policy': SCRIPT.test(path) ? SCRIPT_POLICY : framed,
		'cache-control': IMMUTABLE.test(path) ? FOR_EVER : ASK
	};
}
