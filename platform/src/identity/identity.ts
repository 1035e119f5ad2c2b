import { createHash } from 'node:crypto';
import type { Phrase } from '@meniscus/languages/syntax';
import { type Failure, type FailureCode, ofRecord, pointerSegment, saying } from '../kernel/index.ts';
import type { LinkingRules } from './linking-rules.ts';
import { type Identity, type Namespace, type NamespaceTable, priorityOf } from './namespaces.ts';
import { primaryOfEvent, twoOfOne } from './refusals.ts';

/** Where a schema marks identities, from its identity descriptors. */
export interface IdentityField {
  readonly path: readonly string[];
  readonly namespace: string;
  readonly primary: boolean;
}

const MAX_VALUE = 1024;
const MAX_PER_RECORD = 20;
const LONG_KEY_BYTES = 200;
const ECID_FORM = /^\d{38}$/;

/** Characters a key must not hold: they separate keys in stores and links. */
const CONTROL = /\p{Cc}/u;

/** Store key of an identity. Values too long or too odd for a store key are hashed; the value itself is kept beside the node. */
export function nodeKey(namespaceId: number, id: string): string {
  const short = id.length <= LONG_KEY_BYTES / 4 || Buffer.byteLength(id) <= LONG_KEY_BYTES;
  if (short && !CONTROL.test(id)) return `${namespaceId}:${id}`;
  return `${namespaceId}:#${createHash('sha256').update(id).digest('hex')}`;
}

/** XID: the opaque id of an identity that Profile and Identity APIs answer with. base64url of `nsid|id`, so that it can be read back. */
export function xidOf(namespaceId: number, id: string): string {
  return Buffer.from(`${namespaceId}|${id}`).toString('base64url');
}

/** Reads an XID back; undefined when it is not one of ours. */
export function parseXid(xid: string): { namespaceId: number; id: string } | undefined {
  const text = Buffer.from(xid, 'base64url').toString();
  const bar = text.indexOf('|');
  if (bar <= 0 || !/^\d+$/.test(text.slice(0, bar)) || xidOf(Number(text.slice(0, bar)), text.slice(bar + 1)) !== xid)
    return undefined;
  return { namespaceId: Number(text.slice(0, bar)), id: text.slice(bar + 1) };
}

function failure(
  code: Extract<FailureCode, `IDENTITY-${string}`>,
  pointer: string,
  said: Pick<Failure, 'message' | 'phrase'>,
): Failure {
  return { stage: 'identity', code, pointer, ...said, retry: 'after-fix' };
}

class Collector {
  readonly found: Identity[] = [];
  readonly failures: Failure[] = [];
  refusedValue = false;
  readonly #namespaces: NamespaceTable;

  constructor(namespaces: NamespaceTable) {
    this.#namespaces = namespaces;
  }

  /** `pointer`: where the identity stands, asked for when something is wrong with it. */
  add(code: string, id: string, primary: boolean, pointer: () => string): void {
    const namespace = this.#namespaces.byCode(code);
    if (namespace === undefined) {
      this.failures.push(failure('IDENTITY-NAMESPACE', pointer(), saying('no-namespace', { code })));
      return;
    }
    const refusal = refusedValue(namespace, id);
    if (refusal !== undefined) {
      this.refusedValue = true;
      this.failures.push(failure('IDENTITY-VALUE', pointer(), saying('bad-identity', { why: refusal })));
      return;
    }
    const node = nodeKey(namespace.id, id);
    const known = this.found.findIndex((identity) => identity.node === node);
    if (known < 0) this.found.push({ namespace, id, primary, node });
    else if (primary && !this.found[known]!.primary) this.found[known] = { namespace, id, primary, node };
  }
}

function refusedValue({ code }: Namespace, id: string): Phrase | undefined {
  if (id === '') return ofRecord('identity-empty', { code });
  if (id.length > MAX_VALUE) return ofRecord('identity-too-long', { code, most: MAX_VALUE });
  if (code === 'ECID' && !ECID_FORM.test(id)) return ofRecord('ecid-form');
  return undefined;
}

function collectMap(map: unknown, collector: Collector): boolean {
  if (typeof map !== 'object' || map === null) return false;
  let any = false;
  for (const code in map as Record<string, unknown>) {
    const items = (map as Record<string, unknown>)[code];
    if (!Array.isArray(items)) continue;
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index] as { id?: unknown; primary?: unknown } | null;
      if (item === null || typeof item !== 'object' || typeof item.id !== 'string') continue;
      any = true;
      collector.add(code, item.id, item.primary === true, () => `/identityMap/${pointerSegment(code)}/${index}/id`);
    }
  }
  return any;
}

function valueAt(entity: Record<string, unknown>, path: readonly string[]): unknown {
  let value: unknown = entity;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** The identities of a record, the one it belongs to, and what was wrong with others. */
export interface RecordIdentities {
  /** All of them, without repeats. */
  readonly all: readonly Identity[];
  /** The identity a fragment or event is stored under; undefined when the record has none, or too many of one kind. */
  readonly primary: Identity | undefined;
  /** False when the record makes no links: one of its values cannot be, or it names two people. */
  readonly links: boolean;
  readonly failures: readonly Failure[];
}

/**
 * Finds the identities of an XDM entity: `identityMap` and the fields its schema marks.
 *
 * A populated `identityMap` decides the primary identity before the schema's primary field does (page "identityMap"). When
 * nothing is marked primary, the first person identity is taken, so that the published Capillary mapping, which maps only
 * the value, still reaches Profile. Under linking rules the namespace priority decides for events (page "Namespace
 * priority"), whatever is marked. Namespace codes match without regard to case: the documented payload says `email`, the
 * standard code is `Email`. At most 20 identities count, and a record with a value that cannot be makes no links (page
 * "Guardrails for Identity Service").
 */
export function identitiesOf(
  entity: Record<string, unknown>,
  fields: readonly IdentityField[],
  namespaces: NamespaceTable,
  rules?: LinkingRules,
  isEvent = false,
): RecordIdentities {
  const collector = new Collector(namespaces);
  const mapped = collectMap(entity.identityMap, collector);
  for (const field of fields) {
    const value = valueAt(entity, field.path);
    if (typeof value === 'string')
      collector.add(
        field.namespace,
        value,
        field.primary && !mapped,
        () => `/${field.path.map(pointerSegment).join('/')}`,
      );
  }
  let all: readonly Identity[] = collector.found;
  if (all.length > MAX_PER_RECORD) {
    collector.failures.push(
      failure(
        'IDENTITY-COUNT',
        '/identityMap',
        saying('too-many-identities', { count: all.length, most: MAX_PER_RECORD }),
      ),
    );
    all = all.slice(0, MAX_PER_RECORD);
  }
  const sound = !collector.refusedValue;
  if (rules === undefined) return { all, primary: primaryOf(all), links: sound, failures: collector.failures };
  const links = !namesTwo(all, rules, collector.failures) && sound;
  if (!isEvent) return { all, primary: primaryOf(all), links, failures: collector.failures };
  const primary = primaryByPriority(all, rules, collector.failures);
  return { all, primary, links: links && primary !== undefined, failures: collector.failures };
}

function primaryOf(all: readonly Identity[]): Identity | undefined {
  let best = all[0];
  for (const identity of all) {
    if (identity.primary) return identity;
    if (priorityOf(identity.namespace) > priorityOf(best!.namespace)) best = identity;
  }
  return best;
}

function namesTwo(all: readonly Identity[], rules: LinkingRules, failures: Failure[]): boolean {
  const twice = twoOfOne(all, rules);
  if (twice === undefined) return false;
  const { code } = twice.namespace;
  failures.push(failure('IDENTITY-UNIQUE', '/identityMap', saying('two-of-unique', { code })));
  return true;
}

function primaryByPriority(all: readonly Identity[], rules: LinkingRules, failures: Failure[]): Identity | undefined {
  const { found, repeated } = primaryOfEvent(all, rules);
  if (repeated !== undefined)
    failures.push(
      failure('IDENTITY-REPEATED', '/identityMap', saying('event-of-two', { code: repeated.namespace.code })),
    );
  return found;
}
