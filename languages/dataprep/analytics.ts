/** Products of an Analytics products string, each cut into category, name, quantity, price, events and eVars; null where empty or absent. */
export function productParts(products: string): readonly (readonly (string | null)[])[] {
  return products.split(',').map((product) => {
    const parts = product.split(';');
    return Array.from({ length: 6 }, (_, index) => parts[index] || null);
  });
}

/** Value and id of an event in a list such as `event1=2.3|event2=5:1`; a value that is not written is 1. Undefined when it is not there. */
export function namedEvent(
  events: string | null,
  separator: string,
  name: string,
): { value: string; id: string | null } | undefined {
  const found = (events ?? '').split(separator).find((event) => /^[^=:]*/.exec(event)![0] === name);
  if (found === undefined) return undefined;
  const [, value, id] = /^[^=:]*(?:=([^:]*))?(?::(.*))?$/.exec(found)!;
  return { value: value ?? '1', id: id ?? null };
}

/** What an event of each product carries, products without it left out. */
export function productEvents(products: string, name: string): readonly { value: string; id: string | null }[] {
  return productParts(products).flatMap((parts) => namedEvent(parts[4]!, '|', name) ?? []);
}
