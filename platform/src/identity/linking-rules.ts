import type { Said } from '@meniscus/languages/syntax';
import type { Namespace, NamespaceTable } from './namespaces.ts';
import { isPerson, PERSON_CLASS } from './namespaces.ts';
import { say } from './phrases.ts';

/** Identity settings of a sandbox (page "Identity settings UI"), as declared. */
export interface LinkingSettings {
  /** Namespace codes in order of priority, 1 first. */
  readonly namespaces: readonly { readonly code: string; readonly unique: boolean }[];
  /**
   * Which events are refused for repeating a namespace with other values: `highest` when it is the highest-priority one of
   * the event (as the page words the rule), `any` when it is any (as one of the page's examples has it).
   */
  readonly repeatedNamespace: 'highest' | 'any';
}

/** Settings compiled for the graph and for choosing primary identities. */
export interface LinkingRules {
  readonly unique: ReadonlySet<number>;
  readonly repeatedNamespace: 'highest' | 'any';
  /** Position of a namespace, lower first; people before devices and cookies, those not listed at the end of their section. */
  rank(namespace: number, evictionClass: number): number;
}

/** Unique namespaces of a sandbox (page "Identity graph linking rules"). */
export const MOST_UNIQUE = 3;

const SECTION = 1_000_000;
const UNLISTED = 100_000;

/** Checks settings and compiles them. `wrong` is told each mistake; returns undefined when there was one. */
export function compileRules(
  { namespaces, repeatedNamespace }: LinkingSettings,
  table: NamespaceTable,
  wrong: (mistake: Said) => void,
): LinkingRules | undefined {
  let mistakes = 0;
  const refuse = (mistake: Said) => {
    mistakes += 1;
    wrong(mistake);
  };
  const listed = new Map<number, number>();
  const unique = new Set<number>();
  let firstDevice: Namespace | undefined;
  for (const { code, unique: isUnique } of namespaces) {
    const namespace = table.byCode(code);
    if (namespace === undefined) {
      refuse(say('rules-no-namespace', { code }));
      continue;
    }
    if (listed.has(namespace.id)) refuse(say('rules-twice', { code }));
    listed.set(namespace.id, listed.size);
    const person = isPerson(namespace.idType);
    if (!person) firstDevice ??= namespace;
    else if (firstDevice !== undefined) refuse(say('rules-order', { code, other: firstDevice.code }));
    if (!isUnique) continue;
    if (!person) refuse(say('rules-not-unique', { code }));
    unique.add(namespace.id);
  }
  if (namespaces.length === 0) refuse(say('rules-none'));
  if (unique.size > MOST_UNIQUE) refuse(say('rules-many-unique', { count: unique.size, most: MOST_UNIQUE }));
  if (mistakes > 0) return undefined;
  return {
    unique,
    repeatedNamespace,
    rank(namespace, evictionClass) {
      const section = evictionClass === PERSON_CLASS ? 0 : SECTION;
      return (
        section + (listed.get(namespace) ?? UNLISTED * (1 + PERSON_CLASS - evictionClass) + (namespace % UNLISTED))
      );
    },
  };
}
