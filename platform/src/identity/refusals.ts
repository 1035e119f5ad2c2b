import type { LinkingRules } from './linking-rules.ts';
import type { Identity } from './namespaces.ts';
import { evictionClass } from './namespaces.ts';

/** An identity of a unique namespace that the record has with another value, too: such a record is two people. */
export function twoOfOne(all: readonly Identity[], { unique }: LinkingRules): Identity | undefined {
  return all.find(
    ({ namespace, id }) => unique.has(namespace.id) && all.some((one) => one.namespace === namespace && one.id !== id),
  );
}

/**
 * The identity an event is stored under: that of the highest-priority namespace; or the one that the event repeats with
 * another value, so that it is not clear whose it is (page "Troubleshooting guide for linking rules"; which namespaces
 * count is a setting, because its examples disagree).
 */
export function primaryOfEvent(
  all: readonly Identity[],
  { rank, repeatedNamespace }: LinkingRules,
): { readonly found?: Identity; readonly repeated?: Identity } {
  const rankOf = ({ namespace }: Identity) => rank(namespace.id, evictionClass(namespace.idType));
  const [first] = [...all].sort((a, b) => rankOf(a) - rankOf(b));
  if (first === undefined) return {};
  const isRepeated = (one: Identity) => all.some((two) => two !== one && two.namespace === one.namespace);
  const repeated = repeatedNamespace === 'any' ? all.find(isRepeated) : isRepeated(first) ? first : undefined;
  return repeated === undefined ? { found: first } : { repeated };
}
