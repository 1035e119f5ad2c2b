/** Keys kept: more than the identities of a run of the process loop, a few hundred kilobytes. */
const MOST_KEPT = 10_000;

let keptScope = '';
let lastName: string | undefined;
let last = '';
const kept = new Map<string, string>();

/**
 * `<scope>/<name>`, the key under which the stages keep what belongs to an identity. The same string again for a name that was
 * asked for lately: a record looks its people up some twenty times, and putting the key together and hashing it anew each
 * time costs more than the look-up.
 */
export function scopedKey(scope: string, name: string): string {
  if (scope !== keptScope || kept.size >= MOST_KEPT) {
    kept.clear();
    keptScope = scope;
  } else if (name === lastName) return last;
  let key = kept.get(name);
  if (key === undefined) {
    // Joined it is one string; put together by a template it stays a tree of its pieces, which every comparison walks.
    key = [scope, name].join('/');
    kept.set(name, key);
  }
  lastName = name;
  last = key;
  return key;
}
