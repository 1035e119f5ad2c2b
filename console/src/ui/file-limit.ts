import { size, texts } from './texts.ts';

const own = texts({
  limit: [(most: number) => `Up to ${size(most)}`, (most: number) => `${size(most)} au plus`],
  tooLarge: [
    ({ name, bytes, most }: TooLarge) =>
      `${name} has ${size(bytes)}; at most ${size(most)} are taken here. Choose a smaller file.`,
    ({ name, bytes, most }: TooLarge) =>
      `${name} fait ${size(bytes)} ; ${size(most)} au plus sont acceptés ici. Choisissez un fichier plus petit.`,
  ],
});

interface TooLarge {
  readonly name: string;
  readonly bytes: number;
  readonly most: number;
}

/** Says how large a file may be, before one is chosen. */
export const limitText = (most: number): string => own('limit', most);

/** Says that a file is larger than so many bytes, where it is. The platform measures it again. */
export function largerThan({ name, size: bytes }: File, most: number): string | undefined {
  return bytes > most ? own('tooLarge', { name, bytes, most }) : undefined;
}
