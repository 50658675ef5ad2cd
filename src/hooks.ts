import { PagePicture } from '$lib/domain/first-view.ts';
import type { Transport } from '@sveltejs/kit';

/** What a page's picture holds is read from the page: as data beside it, it would double the page. */
export const transport: Transport = {
	PagePicture: {
		encode: (value) => value instanceof PagePicture && [value.viewBox],
		decode: ([viewBox]: [PagePicture['viewBox']]) =>
			new PagePicture(document.querySelector('svg.backdrop')?.innerHTML ?? '', viewBox)
	}
};
