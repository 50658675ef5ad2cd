import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codingsOf, pathOf, rangeOf } from './requests.ts';

describe('the path of a request', () => {
	it.each([
		['/', '/'],
		['/icon.svg?x=/../y', '/icon.svg'],
		['/embed/static/vi/31/', '/embed/static/vi/31/'],
		['/data/B%E1%BA%A3n%20%C4%91%E1%BB%93.json', '/data/Bản đồ.json'],
		['/100%25', '/100%'],
		['http://127.0.0.1:4173/icon.svg', '/icon.svg'],
		['http://127.0.0.1', '/'],
		['?month=2024-11', '/']
	])('%s is %s', (target, path) => {
		expect(pathOf(target)).toBe(path);
	});

	it.each([
		'/../package.json',
		'/%2e%2e/package.json',
		'/..%2f..%2fetc/passwd',
		'/data/..%5c..%5cx',
		'/a/./b',
		'//icon.svg',
		'/icon.svg%00.html',
		'/%',
		'/%zz',
		'/%c0%ae%c0%ae/',
		'*',
		'icon.svg'
	])('%s is none', (target) => {
		expect(pathOf(target)).toBeUndefined();
	});

	it('never leaves the folder', () => {
		const part = fc.oneof(
			fc.constantFrom('/', '..', '.', '%2e', '%2f', '%5c', '\\', '%00', '%', '%25', '?', '#', 'a'),
			fc.string()
		);
		fc.assert(
			fc.property(fc.array(part), (parts) => {
				const path = pathOf(`/${parts.join('')}`);
				if (path === undefined) return;
				expect(path.startsWith('/')).toBe(true);
				expect(path.split('/')).not.toContain('..');
				expect(path).not.toMatch(/[\0\\]/);
			})
		);
	});
});

describe('the range of a file of 300 bytes', () => {
	it.each([
		['bytes=0-4', 'bytes=0-4'],
		['bytes=1-', 'bytes=1-299'],
		['bytes=-5', 'bytes=295-299'],
		['bytes=-99999', 'bytes=0-299'],
		['bytes=0-99999999999999999999', 'bytes=0-299'],
		['Bytes = 0-4', 'bytes=0-4'],
		['bytes=,0-4,', 'bytes=0-4']
	])('%s is %s', (header, range) => {
		expect(rangeOf(header, 300)).toBe(range);
	});

	it.each(['lines=0-4', 'bytes', 'bytes=0-4,10-14', 'bytes=0-4,900-'])(
		'%s is the whole file',
		(header) => {
			expect(rangeOf(header, 300)).toBeUndefined();
		}
	);

	it.each([
		'bytes=5-2',
		'bytes=300-',
		'bytes=9007199254740993-',
		'bytes=-0',
		'bytes=-',
		'bytes=',
		'bytes=abc',
		'bytes=0-1abc',
		'bytes=1e1-20',
		'bytes=0x1-5',
		'bytes=--5',
		'bytes=0-4,5-2',
		'bytes=300-,400-'
	])('%s can not be had', (header) => {
		expect(rangeOf(header, 300)).toBe('bytes=1-0');
	});

	it('of an empty file there is none', () => {
		for (const header of ['bytes=0-', 'bytes=-5', 'bytes=0-0'])
			expect(rangeOf(header, 0)).toBe('bytes=1-0');
	});

	it('always lies within the file', () => {
		const limit = fc.oneof(fc.constant(''), fc.bigInt({ min: 0n, max: 1n << 70n }).map(String));
		fc.assert(
			fc.property(limit, limit, fc.nat({ max: 1000 }), (first, last, size) => {
				const range = rangeOf(`bytes=${first}-${last}`, size);
				const [from, to] = range!.replace('bytes=', '').split('-').map(Number);
				if (range !== 'bytes=1-0') expect(0 <= from! && from! <= to! && to! < size).toBe(true);
			})
		);
	});
});

describe('the codings that a reader takes', () => {
	it.each([
		['br', 'br;q=1'],
		['gzip, deflate, br', 'br;q=1, gzip;q=1'],
		['BR;Q=0.2, gzip ; q = 0.9', 'br;q=0.2, gzip;q=0.9'],
		['*', 'br;q=1, gzip;q=1'],
		['gzip;q=0, *', 'br;q=1'],
		['br;q=0, *;q=0.5', 'gzip;q=0.5']
	])('%s', (header, codings) => {
		expect(codingsOf(header)).toBe(codings);
	});

	it.each([
		'',
		'identity',
		'br;q=0',
		'*;q=0',
		'br;q=0.000',
		'br;q=-1',
		'br;q=abc',
		'br;q=',
		'zstd'
	])('%s: the plain file', (header) => {
		expect(codingsOf(header)).toBeUndefined();
	});
});
