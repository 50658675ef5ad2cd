/**
 * Put text on the clipboard, with the same as HTML for programs that prefer it.
 * @returns false where the browser does not allow it
 */
export async function copyText(text: string, html: string): Promise<boolean> {
	try {
		await navigator.clipboard.write([
			new ClipboardItem({
				'text/plain': new Blob([text], { type: 'text/plain' }),
				'text/html': new Blob([html], { type: 'text/html' })
			})
		]);
		return true;
	} catch {
		// An office's server without HTTPS: there the clipboard is only known to the old command.
		return copyByCommand(text);
	}
}

function copyByCommand(text: string): boolean {
	const field = document.createElement('textarea');
	field.value = text;
	field.className = 'visually-hidden';
	const before = document.activeElement;
	document.body.append(field);
	field.select();
	try {
		return document.execCommand('copy');
	} catch {
		return false;
	} finally {
		field.remove();
		if (before instanceof HTMLElement) before.focus();
	}
}
