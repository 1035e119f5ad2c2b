const PROTOTYPES: Readonly<Record<string, object>> = {
  'Object.prototype': Object.prototype,
  'Array.prototype': Array.prototype,
  'Function.prototype': Function.prototype,
};

function membersOf(prototype: object): ReadonlyMap<string | symbol, PropertyDescriptor> {
  return new Map(
    Reflect.ownKeys(prototype).map((key) => [key, Reflect.getOwnPropertyDescriptor(prototype, key)!] as const),
  );
}

const AT_START = Object.entries(PROTOTYPES).map(([name, prototype]) => ({
  name,
  prototype,
  members: membersOf(prototype),
}));

/** What was added, taken away or replaced since the start, and puts it right for the next case; undefined when nothing was. */
export function prototypesChanged(): string | undefined {
  for (const { name, prototype, members } of AT_START) {
    const now = membersOf(prototype);
    const strange = [...now.keys()].find((key) => now.get(key)!.value !== members.get(key)?.value);
    const gone = [...members.keys()].find((key) => !now.has(key));
    if (strange === undefined && gone === undefined) continue;
    for (const key of now.keys()) if (!members.has(key)) Reflect.deleteProperty(prototype, key);
    for (const [key, descriptor] of members) Reflect.defineProperty(prototype, key, descriptor);
    return `${name}.${String(strange ?? gone)} was changed`;
  }
  return undefined;
}
