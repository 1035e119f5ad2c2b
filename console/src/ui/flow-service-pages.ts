interface PageOf<T> {
  readonly items: readonly T[];
  readonly _links?: { readonly next?: { readonly href: string } };
}

/** As many as Flow Service gives at a time. */
export const MOST_ITEMS = 1000;

function tokenIn(href: string | undefined): string | undefined {
  if (href === undefined) return undefined;
  return new URLSearchParams(href.slice(href.indexOf('?'))).get('continuationToken') ?? undefined;
}

/** Every item of a list of Flow Service, page by page; `page` asks for the one behind the token. */
export async function everyItem<T>(page: (continuationToken: string | undefined) => Promise<PageOf<T>>) {
  const found: T[] = [];
  let token: string | undefined;
  do {
    const { items, _links } = await page(token);
    found.push(...items);
    token = tokenIn(_links?.next?.href);
  } while (token !== undefined);
  return found as readonly T[];
}
