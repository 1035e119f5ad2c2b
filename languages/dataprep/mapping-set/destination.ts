import { type Diagnostic, diagnostic, nearest, type Said, sayOfText } from '@meniscus/languages/syntax';
import type { Field } from '@meniscus/languages/xdm';
import { say } from '../phrases.ts';
import { ALL, parsePath, type Step } from './path.ts';

/** No list of a record has more elements than this. */
const LAST_POSITION = 9999;

/** A place in the target: keys from the root, array steps that the text left out put in as `ALL`. */
export interface Destination {
  readonly ok: true;
  readonly keys: readonly Step[];
  /** The field there; undefined inside of open objects, where anything may stand. */
  readonly field: Field | undefined;
}

interface Refused {
  readonly ok: false;
  readonly diagnostic: Diagnostic;
}

/**
 * Finds a destination in the target schema. Names may carry Adobe's prefix, on the whole path or on each segment
 * (`xdm:loyalty.xdm:points`, page "Capillary Streaming Events"); a field of the very name goes before one without it.
 */
export function resolveDestination(text: string, target: Field): Destination | Refused {
  const path = parsePath(text);
  if (!path.ok) return path;
  const refuse = (what: Said, hint?: Said): Refused => ({
    ok: false,
    diagnostic: diagnostic('MAPPING-UNKNOWN-DESTINATION', { start: 0, end: text.length }, what, hint),
  });
  const keys: Step[] = [];
  let field: Field | undefined = target;
  for (const step of path.steps) {
    if (typeof step === 'number') {
      if (field !== undefined && field.type !== 'array')
        return refuse(say('no-array', { path: shownKeys(keys) }), say('without-position'));
      if (step > LAST_POSITION)
        return refuse(say('too-far', { position: step }), say('last-position', { last: LAST_POSITION }));
      keys.push(step);
      field = field?.items;
      continue;
    }
    while (field?.type === 'array') {
      keys.push(ALL);
      field = field.items;
    }
    const found = memberOf(field, step);
    if (found === undefined) {
      const near = nearest(bare(step), Object.keys(field?.fields ?? {}));
      return refuse(
        unknownField(step, shownKeys(keys)),
        near === undefined ? undefined : sayOfText('nearest-name', { near }),
      );
    }
    keys.push(found.name);
    field = found.field;
  }
  return { ok: true, keys, field };
}

function unknownField(name: string, parent: string): Said {
  return parent === '' ? say('unknown-field', { name }) : say('unknown-field-of', { name, parent });
}

function bare(name: string): string {
  return name.startsWith('xdm:') ? name.slice(4) : name;
}

function memberOf(parent: Field | undefined, name: string): { name: string; field: Field | undefined } | undefined {
  // Names that every object inherits are refused: nothing may be written below them.
  if (bare(name) in Object.prototype) return undefined;
  if (parent === undefined) return { name: bare(name), field: undefined };
  if (parent.type === 'map') return { name: bare(name), field: parent.values };
  if (parent.type !== 'object') return undefined;
  const fields = parent.fields ?? {};
  for (const candidate of [name, bare(name)])
    if (Object.hasOwn(fields, candidate)) return { name: candidate, field: fields[candidate] };
  return parent.open === true || parent.fields === undefined ? { name: bare(name), field: undefined } : undefined;
}

/** Keys as a path: `identityMap.email[0].id`, `productListItems[*].SKU`. */
export function shownKeys(keys: readonly Step[]): string {
  let text = '';
  for (const key of keys) {
    if (typeof key === 'number') text += key === ALL ? '[*]' : `[${key}]`;
    else text += text === '' ? key : `.${key}`;
  }
  return text;
}
