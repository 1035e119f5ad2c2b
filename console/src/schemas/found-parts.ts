import { matchesSearch } from '../ui/search.ts';
import type { Part } from './library.ts';

type Searched = Pick<Part, 'title' | 'searched' | 'fields'>;

/** The parts the words lead to: by their title first, then by what else is said of them, then by the fields in them. */
export function foundBy<P extends Searched>(search: string, parts: readonly P[]): readonly P[] {
  const left = new Set(parts);
  const take = (texts: (part: P) => readonly string[]) => {
    const found = [...left].filter((part) => matchesSearch(search, ...texts(part)));
    for (const part of found) left.delete(part);
    return found;
  };
  return [...take(({ title }) => [title]), ...take(({ searched }) => searched), ...take(({ fields }) => fields)];
}

/** The parts for one of the industries; all when none is named. */
export function ofIndustries<P extends Pick<Part, 'industries'>>(
  industries: readonly string[],
  parts: readonly P[],
): readonly P[] {
  if (industries.length === 0) return parts;
  return parts.filter((part) => part.industries.some((one) => industries.includes(one)));
}
