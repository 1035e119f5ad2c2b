import { occurrences, pieces } from './occurrences.ts';

/** Name and value of each pair in a text such as `a:1,b:2`. Blanks around both are cut off; pieces without a delimiter are no pairs. */
export function readPairs(
  text: string,
  valueDelimiter: string,
  fieldDelimiter: string,
): readonly (readonly [string, string])[] {
  const between = valueDelimiter === '' ? ':' : valueDelimiter;
  return pieces(text, fieldDelimiter === '' ? ',' : fieldDelimiter).flatMap((piece) => {
    const [at] = occurrences(piece, between);
    return at === undefined ? [] : [[piece.slice(0, at).trim(), piece.slice(at + between.length).trim()] as const];
  });
}
