/**
 * Arguments for a Chromium that talks to nobody and is like one on a machine without a graphics card: WebGL is drawn in
 * software, and the page too, by the processor and not by way of that WebGL, which would take seconds a picture.
 */
export const BROWSER_ARGUMENTS = [
	'--no-sandbox',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--enable-unsafe-swiftshader'
];
