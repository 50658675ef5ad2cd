/**
 * <ispeed-map>: the i-Speed sample map in a page of any server. One file, no dependency, nothing global but the element.
 *
 *   <script src="https://map.example.vn/embed.js" async></script>
 *   <ispeed-map province="31" month="2026-10" network="mobile" ui="month,search" theme="light"></ispeed-map>
 *
 * Attributes, all optional: province (code; looks into it), month (YYYY-MM; the newest one without it), network, level,
 * measure, operator, units, within, unit, hide, reached, view, against, lang: as in the address of the map. ui: the
 * controls to show, of month, level, search. theme: light or dark. static: a page without scripts, always of the newest
 * month. height: pixels until the map has told its own. title: for screen readers.
 */
(() => {
	'use strict';
	if (customElements.get('ispeed-map')) return;

	const script =
		document.currentScript ||
		[...document.querySelectorAll('script[src]')].find((one) =>
			/\/embed\.js(?:[?#]|$)/.test(one.src)
		);
	/** The site is where this file comes from. */
	const root = new URL('.', script ? script.src : location.href);

	const PARAMETERS = [
		...[
			'month',
			'units',
			'against',
			'level',
			'network',
			'measure',
			'view',
			'operator',
			'within',
			'unit'
		],
		...['hide', 'reached', 'lang', 'ui', 'theme']
	];
	const OTHERS = ['province', 'static', 'height', 'title'];
	/** Pixels; a message that asks for more or less is not taken as it is. */
	const [LEAST, MOST, USUAL] = [120, 4000, 640];
	const TITLE = { vi: 'Bản đồ mẫu đo i-Speed', en: 'i-Speed sample map' };

	/** @param {Element} element @returns {string} the address of the map that its attributes describe */
	function addressOf(element) {
		const get = (/** @type {string} */ name) => element.getAttribute(name);
		const province = get('province');
		if (element.hasAttribute('static')) {
			const place = /^\d{2}$/.test(province || '') ? province : 'vn';
			return new URL(`embed/static/${get('lang') === 'en' ? 'en' : 'vi'}/${place}/`, root).href;
		}
		const url = new URL('embed/', root);
		for (const name of PARAMETERS) if (get(name)) url.searchParams.set(name, get(name));
		if (province) url.searchParams.set('within', province);
		return url.href;
	}

	class IspeedMap extends HTMLElement {
		static observedAttributes = [...PARAMETERS, ...OTHERS];
		/** @type {HTMLIFrameElement} */
		#frame = document.createElement('iframe');
		#isPlanned = false;

		constructor() {
			super();
			const shadow = this.attachShadow({ mode: 'open' });
			const style = new CSSStyleSheet();
			style.replaceSync(
				':host{display:block}:host([hidden]){display:none}iframe{display:block;width:100%;border:0}'
			);
			shadow.adoptedStyleSheets = [style];
			this.#frame.loading = 'lazy';
			this.#frame.height = String(USUAL);
			shadow.append(this.#frame);
		}

		connectedCallback() {
			addEventListener('message', this.#hear);
			this.#show();
		}

		disconnectedCallback() {
			removeEventListener('message', this.#hear);
		}

		/** Several attributes that change at once are one new address. */
		attributeChangedCallback() {
			if (!this.isConnected || this.#isPlanned) return;
			this.#isPlanned = true;
			queueMicrotask(() => {
				this.#isPlanned = false;
				this.#show();
			});
		}

		#show() {
			const address = addressOf(this);
			const height = Number(this.getAttribute('height'));
			const theme = this.getAttribute('theme');
			const language = this.getAttribute('lang') === 'en' ? 'en' : 'vi';
			this.#frame.title = this.getAttribute('title') || TITLE[language];
			if (height) this.#fit(height);
			// A page without scripts follows the colour scheme of its frame.
			this.#frame.style.colorScheme = theme === 'light' || theme === 'dark' ? theme : '';
			if (this.#frame.src !== address) this.#frame.src = address;
		}

		/** Only this element's own frame is heard, and only while the site is in it. @param {MessageEvent} event */
		#hear = ({ source, origin, data }) => {
			if (source !== this.#frame.contentWindow || origin !== root.origin) return;
			if (data && data.type === 'ispeed-map:height') this.#fit(data.height);
		};

		/** @param {unknown} height in pixels */
		#fit(height) {
			if (typeof height !== 'number' || !Number.isFinite(height)) return;
			this.#frame.height = String(Math.ceil(Math.min(MOST, Math.max(LEAST, height))));
		}
	}

	customElements.define('ispeed-map', IspeedMap);
})();
