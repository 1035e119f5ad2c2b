import { useLocation, useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { parseSearch, stringifySearch } from './address-codec.ts';

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
 * Which tab of a page is open, as `?tab=users`. What else the address says belongs to the tab that is left, and is gone with it,
 * but for `keeps`.
 */
export function useTab(fallback: string, keeps: readonly string[]): [tab: string, open: (tab: string) => void] {
  const { tab = fallback } = useSearch({ strict: false }) as Readonly<Record<string, string>>;
  const navigate = useNavigate();
  const open = (chosen: string) =>
    void navigate({
      to: '.',
      replace: true,
      hash: true,
      search: ((before: Readonly<Record<string, unknown>>) => ({
        ...Object.fromEntries(keeps.map((name) => [name, before[name]])),
        tab: chosen === fallback ? undefined : chosen,
      })) as never,
    });
  return [tab, open];
}

/**
 * A text that is being typed and is not in the address until it is sent. When the address comes to say another, as on the way
 * back, that one stands in the field.
 */
export function useTyped(sent: string): [typed: string, type: (text: string) => void] {
  const [typed, type] = useState(sent);
  useEffect(() => type(sent), [sent]);
  return [typed, type];
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
  return `/profiles/person${stringifySearch(query)}#${encodeURIComponent(xid)}`;
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
    const search = parseSearch(query ?? '');
    return navigate({ to: path, search, ...(hash === undefined ? {} : { hash: decodeURIComponent(hash) }) } as never);
  };
}

/** Gives the path of the page the person is on when it is called, wherever they were before. */
export function usePathNow(): () => string {
  const router = useRouter();
  return () => router.state.location.pathname;
}

/** An address with its parts encoded: `` to`/schemas/${schema.$id}` ``. */
export function to(text: TemplateStringsArray, ...parts: readonly string[]): string {
  return text.reduce((address, piece, index) => address + encodeURIComponent(parts[index - 1]!) + piece);
}
