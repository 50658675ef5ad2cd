/** Where a server listens, and whether it can: told before anything is made. */
import { createServer } from 'node:net';
import { DataError } from '../../src/lib/domain/errors.ts';
import { framePolicy } from './headers.ts';

/** Where the site is served, and to whom the embedded map may be shown. */
export interface ServerSettings {
	/** Name or number of this machine's side; 127.0.0.1 is reached from this machine alone. */
	host: string;
	/** TCP port; 0 takes a free one. */
	port: number;
	/** As `frame-ancestors` lists them; every site when left out. */
	ancestors?: string;
}

const HOST = '127.0.0.1';
const PORT = 4173;
const LAST_PORT = 65_535;

/**
 * Read `HOST`, `PORT` and `FRAME_ANCESTORS`; what is empty counts as not set.
 * @throws DataError when one of them can't be meant
 */
export function readSettings(environment: NodeJS.ProcessEnv): ServerSettings {
	const ancestors = environment.FRAME_ANCESTORS?.trim() || undefined;
	framePolicy(ancestors);
	return {
		host: environment.HOST?.trim() || HOST,
		port: readPort(environment.PORT?.trim() || String(PORT)),
		ancestors
	};
}

function readPort(text: string): number {
	const port = Number(text);
	if (/^\d+$/.test(text) && port <= LAST_PORT) return port;
	throw new DataError('value', {
		file: 'PORT',
		found: text,
		expected: `a whole number up to ${LAST_PORT} (0 takes a free port)`,
		remedy: 'For example: PORT=8080 npm start'
	});
}

/**
 * Listen for a moment, so that a port that can't be had is told now and not after minutes of work.
 * @throws DataError as {@link listenFault} words it
 */
export async function checkAddress({ host, port }: ServerSettings): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen({ host, port }, () => probe.close(() => resolve()));
	}).catch((error: NodeJS.ErrnoException) => {
		throw listenFault(error, { host, port });
	});
}

/** Why a server can't listen, for whoever started it; faults of other kinds come back as they are. */
export function listenFault(
	error: NodeJS.ErrnoException,
	{ host, port }: ServerSettings
): DataError | Error {
	const known = LISTEN_FAULTS[error.code ?? ''];
	return known ? new DataError('unreachable', { file: `${host}:${port}`, ...known }) : error;
}

const OTHER_PORT = 'choose another port: PORT=8080 npm start';
const OTHER_HOST = {
	found: 'an address that this machine does not have',
	expected: 'one of its own',
	remedy: 'Leave HOST out (this machine alone), or set HOST=0.0.0.0 (every machine in the network)'
};
const LISTEN_FAULTS: Record<string, { found: string; expected: string; remedy: string }> = {
	EADDRINUSE: {
		found: 'another program listens there',
		expected: 'a free port',
		remedy: `Stop that program, or ${OTHER_PORT}`
	},
	EACCES: {
		found: 'a port that only an administrator may take',
		expected: 'a port of 1024 or more',
		remedy: `Please ${OTHER_PORT}`
	},
	EADDRNOTAVAIL: OTHER_HOST,
	ENOTFOUND: OTHER_HOST,
	EAI_AGAIN: OTHER_HOST,
	EINVAL: OTHER_HOST
};
