// Static files only: every page is made at build time and reads its data in the browser.
export const prerender = true;
export const trailingSlash = 'ignore';
