import { useNavigate, useParams, useSearch } from '@tanstack/react-router';

/** A part of the page's address: `useParameter('schemaId')` on `/schemas/$schemaId`, decoded. */
export function useParameter(name: string): string {
  const value = (useParams({ strict: false }) as Readonly<Record<string, string | undefined>>)[name];
  if (value === undefined) throw new Error(`the address of this page has no part ${name}`);
  return value;
}

/**
 * A value kept in the query of the address, so that a filter, a tab or a page of a list can be linked to. Not set: the
 * fallback. Setting it replaces the entry in the history of the browser: the way back leads to the page before. `resets`
 * names values that mean nothing any more once this one is another, as the page of a list once its filter is.
 */
export function useSearchState(
  name: string,
  fallback = '',
  resets: readonly string[] = [],
): [value: string, set: (value: string) => void] {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const navigate = useNavigate();
  const value = search[name];
  const set = (chosen: string) =>
    void navigate({
      to: '.',
      replace: true,
      search: ((before: Readonly<Record<string, unknown>>) => ({
        ...before,
        ...Object.fromEntries(resets.map((other) => [other, undefined])),
        [name]: chosen === fallback ? undefined : chosen,
      })) as never,
    });
  return [value === undefined ? fallback : String(value), set];
}

/**
 * Goes to an address of the console, `go('/schemas?tab=browse')`, and resolves when the page is there. Build addresses with
 * parts from outside by `to`.
 */
export function useGo(): (address: string) => Promise<void> {
  const navigate = useNavigate();
  return (address) => {
    const [path, query] = address.split('?');
    return navigate({ to: path, search: Object.fromEntries(new URLSearchParams(query)) } as never);
  };
}

/** An address with its parts encoded: `` to`/schemas/${schema.$id}` ``. */
export function to(text: TemplateStringsArray, ...parts: readonly string[]): string {
  return text.reduce((address, piece, index) => address + encodeURIComponent(parts[index - 1]!) + piece);
}
