import { texts } from './texts.ts';

const own = texts({
  notUtf8: [
    (name: string) => `${name} is not UTF-8. Save it with that encoding and choose it again.`,
    (name: string) => `${name} n’est pas en UTF-8. Enregistrez-le dans cet encodage et choisissez-le à nouveau.`,
  ],
});

/** A file as text. Throws, in words for the person, for one that is not UTF-8: the browser would put other signs in place of its own. */
export async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error(own('notUtf8', file.name));
  }
}
