import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
	ASK,
	COMMON_HEADERS,
	EMBED,
	EMBED_ANCESTORS,
	FOR_EVER,
	headersOf,
	IMMUTABLE,
	PAGE_POLICY,
	SCRIPT,
	SCRIPT_POLICY
} from './headers.ts';

/** Of servers with TLS alone: by plain http it says nothing. */
const TLS_HEADERS = { 'strict-transport-security': 'max-age=31536000' };

const source = (pattern: RegExp) => pattern.source.replaceAll('\\/', '/');

describe('headers of a file', () => {
	it('a page names no scripts: its own policy does', () => {
		expect(headersOf('/')).toMatchObject({
			...COMMON_HEADERS,
			'content-security-policy': "frame-ancestors 'self'",
			'cache-control': 'no-cache'
		});
	});

	it('a script may start no foreign code when it runs as a worker', () => {
		const policy = headersOf('/_app/immutable/workers/worker-x1.js')['content-security-policy'];
		expect(policy).toContain("default-src 'none'");
		expect(policy).not.toMatch(/unsafe|\*|http/);
	});

	it('other sites may show the embedded map and nothing else', () => {
		const policy = (path: string, ancestors?: string) =>
			headersOf(path, ancestors)['content-security-policy'];
		const some = "'self' https://portal.example.vn https://*.example.vn:8443";
		for (const path of ['/embed', '/embed/', '/office/embed/static/vi/31/']) {
			expect(policy(path)).toBe('frame-ancestors *');
			expect(policy(path, some)).toBe(`frame-ancestors ${some}`);
		}
		for (const path of ['/', '/plan/', '/about/', '/embedded/', '/data/summary.json'])
			expect(policy(path, some)).toBe(PAGE_POLICY);
		expect(policy('/embed.js')).toBe(SCRIPT_POLICY);
	});

	it.each(['*; script-src *', 'a\r\nset-cookie: b', ''])('hosts "%s" are refused', (hosts) => {
		expect(() => headersOf('/embed/', hosts)).toThrow('hosts divided by spaces');
	});

	it.each([
		['/_app/immutable/chunks/B1x.js', FOR_EVER],
		['/office/_app/immutable/assets/0.Bq.css', FOR_EVER],
		['/data/2022-10/series/10.6d14373f.json', FOR_EVER],
		['/data/2025-07/months/2026-10.mobile.3fa9c1d2.parquet', FOR_EVER],
		['/data/manifest.json', ASK],
		['/data/summary.json', ASK],
		['/data/2025-07/boundaries-report.json', ASK],
		['/service-worker.js', ASK],
		['/_app/version.json', ASK],
		['/about/', ASK],
		['/', ASK]
	])('%s is cached "%s"', (path, wanted) => {
		expect(headersOf(path)['cache-control']).toBe(wanted);
	});
});

describe('docs/nginx.conf', async () => {
	const text = await readFile('docs/nginx.conf', 'utf8');
	const sent = [...text.matchAll(/add_header (\S+) (?:"([^"]*)"|(\$\w+)) always;/g)].map(
		([, name, value, variable]) => [name!.toLowerCase(), value ?? variable] as const
	);

	it('sends the common headers, and cache and policy by path', () => {
		expect(Object.fromEntries(sent)).toEqual({
			...COMMON_HEADERS,
			...TLS_HEADERS,
			'content-security-policy': '$ispeed_policy',
			'cache-control': '$ispeed_cache'
		});
		expect(mapOf('$uri $ispeed_policy')).toEqual([
			['default', PAGE_POLICY],
			[`~${source(SCRIPT)}`, SCRIPT_POLICY],
			[`~${source(EMBED)}`, `frame-ancestors ${EMBED_ANCESTORS}`]
		]);
		// What is missing today may be there tomorrow.
		expect(mapOf('"$status $uri" $ispeed_cache')).toEqual([
			['default', ASK],
			[`~^[23].*(?:${source(IMMUTABLE)})`, FOR_EVER]
		]);
	});

	it('no place switches the headers off by adding one of its own', () => {
		const places = text.slice(text.indexOf('\tlocation /'));
		expect(places).not.toMatch(/^\s*add_header/m);
	});

	function mapOf(head: string): [string, string][] {
		const body = text.split(`map ${head} {`)[1]!.split('\n}')[0]!;
		return [...body.matchAll(/^\s+(?:"([^"]+)"|(\w+)) "([^"]+)";$/gm)].map(
			([, quoted, plain, value]) => [quoted ?? plain!, value!]
		);
	}
});

describe('docs/Caddyfile', async () => {
	const text = await readFile('docs/Caddyfile', 'utf8');

	it('sends the common headers, and cache and policy by path', () => {
		const block = text.split('header {')[1]!.split('\n\t}')[0]!;
		const sent = [...block.matchAll(/^\t\t([\w-]+) "([^"]*)"$/gm)].map(
			([, name, value]) => [name!.toLowerCase(), value] as const
		);
		expect(Object.fromEntries(sent)).toEqual({ ...COMMON_HEADERS, ...TLS_HEADERS });
		const by = [...text.matchAll(/^\theader (@\w+) ([\w-]+) "([^"]*)"$/gm)].map((found) =>
			found.slice(1)
		);
		expect(by).toEqual([
			['@page', 'Content-Security-Policy', PAGE_POLICY],
			['@embed', 'Content-Security-Policy', `frame-ancestors ${EMBED_ANCESTORS}`],
			['@script', 'Content-Security-Policy', SCRIPT_POLICY],
			['@immutable', 'Cache-Control', FOR_EVER],
			['@changing', 'Cache-Control', ASK]
		]);
		const matched = [...text.matchAll(/^\t+(?:(@\w+) )?(not )?path_regexp (.*)$/gm)];
		expect(matched.map(([, name, not, of]) => [name, !not, of])).toEqual([
			['@script', true, source(SCRIPT)],
			['@embed', true, source(EMBED)],
			[undefined, false, source(SCRIPT)],
			[undefined, false, source(EMBED)],
			[undefined, true, source(IMMUTABLE)],
			[undefined, true, source(IMMUTABLE)]
		]);
		// What is missing today may be there tomorrow.
		const immutable = `{ path_regexp ${source(IMMUTABLE)} file }`;
		const flat = text.replace(/\s+/g, ' ');
		expect(flat).toContain(`@immutable ${immutable}`);
		expect(flat).toContain(`@changing { not ${immutable} }`);
	});
});
