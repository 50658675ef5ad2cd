import { browser, dev } from '$app/environment';
import { base } from '$app/paths';

/** After the page's load, when the map has what it needs on a slow line: what is kept for later must not delay it. */
const REGISTER_AFTER = 5000;
/** A page on a wall is never opened anew. */
const ASK_EVERY = 3_600_000;

/** The network, and whether the server has a newer version of the site than the one that runs. */
class Connection {
	#isOnline = $state(true);
	#waiting = $state.raw<ServiceWorker | null>(null);

	get isOnline(): boolean {
		return this.#isOnline;
	}

	/** A newer version is complete on this machine and waits for the reader. */
	get hasNewer(): boolean {
		return this.#waiting !== null;
	}

	constructor() {
		if (!browser) return;
		this.#isOnline = navigator.onLine;
		addEventListener('online', () => (this.#isOnline = true));
		addEventListener('offline', () => (this.#isOnline = false));
		// Inside of another page nothing is kept for later: it would cost more than the map itself.
		if (window.parent !== window) return;
		// Absent without https.
		if (dev || !('serviceWorker' in navigator)) return;
		const start = () => setTimeout(() => void this.#register(), REGISTER_AFTER);
		if (document.readyState === 'complete') start();
		else addEventListener('load', start, { once: true });
	}

	/** Go over to the newer version, in every window of this browser: one that stayed behind would miss its files. */
	renew(): void {
		this.#waiting?.postMessage('renew');
	}

	async #register(): Promise<void> {
		const { serviceWorker } = navigator;
		// The first one takes no window over, so this is always a change of version.
		serviceWorker.addEventListener('controllerchange', () => location.reload());
		const registration = await serviceWorker
			.register(`${base}/service-worker.js`)
			// A browser may forbid it; the site then needs the network, that is all.
			.catch(() => null);
		if (!registration) return;
		const waits = () => {
			if (serviceWorker.controller) this.#waiting = registration.waiting;
		};
		registration.addEventListener('updatefound', () =>
			registration.installing?.addEventListener('statechange', waits)
		);
		waits();
		setInterval(() => void registration.update().catch(() => undefined), ASK_EVERY);
	}
}

export const connection = new Connection();
