import { texts } from './texts.ts';

const t = texts({
  none: [
    'The browser lets a page copy only over https. Select the text and copy it.',
    'Le navigateur ne laisse une page copier que par https. Sélectionnez le texte et copiez-le.',
  ],
});

/**
 * Puts a text on the clipboard, one that is still to be read, too: called when a button is pressed, since some browsers let a page
 * write only then, and are promised what is to come. Rejects as the text does, and in words for the person where the browser lets
 * no page do it.
 */
export async function copyText(text: Promise<string>): Promise<void> {
  // There is none for pages that came in the clear, whatever its type says.
  if ((navigator.clipboard as Clipboard | undefined) === undefined) throw new Error(t('none'));
  const blob = text.then((value) => new Blob([value], { type: 'text/plain' }));
  // The text first: what the browser says of one that did not come tells nothing.
  await Promise.all([text, navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])]);
}
