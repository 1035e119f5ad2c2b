import { useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router';

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
      hash: true,
      search: ((before: Readonly<Record<string, unknown>>) => ({
        ...before,
        ...Object.fromEntries(resets.map((other) => [other, undefined])),
        [name]: chosen === fallback ? undefined : chosen,
      })) as never,
    });
  return [value === undefined ? fallback : String(value), set];
}

/**
 * What stands behind the `#` of the address, where whoever a page is about is named: a browser sends that part to nobody, so it
 * is in no log of a server or a proxy. Nothing there: an empty text.
 */
export function useFragment(): [fragment: string, set: (fragment: string) => void] {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const set = (chosen: string) =>
    void navigate({ to: '.', replace: true, search: ((before: object) => before) as never, hash: chosen });
  return [decodeURIComponent(hash), set];
}

/** The address of a person's page, by their XID; `query` names a tab and what it shows. */
export function personAddress(xid: string, query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(query).toString();
  return `/profiles/person${search === '' ? '' : `?${search}`}#${encodeURIComponent(xid)}`;
}

/**
 * Goes to an address of the console, `go('/schemas?tab=browse')`, and resolves when the page is there. Build addresses with
 * parts from outside by `to`.
 */
export function useGo(): (address: string) => Promise<void> {
  const navigate = useNavigate();
  return (address) => {
    const [rest = '', hash] = address.split('#');
    const [path, query] = rest.split('?');
    const search = Object.fromEntries(new URLSearchParams(query));
    return navigate({ to: path, search, ...(hash === undefined ? {} : { hash: decodeURIComponent(hash) }) } as never);
  };
}

/** An address with its parts encoded: `` to`/schemas/${schema.$id}` ``. */
export function to(text: TemplateStringsArray, ...parts: readonly string[]): string {
  return text.reduce((address, piece, index) => address + encodeURIComponent(parts[index - 1]!) + piece);
}
