import { useRouter, useRouterState } from '@tanstack/react-router';

/**
 * The statement in the address, behind `#`: a link leads to it and the way back leads to the one before, and no server or
 * log on the way ever sees it, since there may be e-mail addresses in it.
 */
export function useQueryAddress(): [sql: string, set: (sql: string) => void] {
  const router = useRouter();
  const href = useRouterState({ select: ({ location }) => location.href });
  const hash = href.includes('#') ? href.slice(href.indexOf('#') + 1) : '';
  const sql = decoded(hash);
  const set = (next: string) => {
    if (next !== sql) router.history.push(`${router.basepath}/queries#${encodeURIComponent(next)}`);
  };
  return [sql, set];
}

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    // Somebody typed it.
    return hash;
  }
}
