// Static files only: every page is made at build time and reads its data in the browser.
export const prerender = true;
// A folder a page: any web server finds it.
export const trailingSlash = 'always';
