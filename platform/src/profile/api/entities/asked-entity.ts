import { type Namespaces, parseXid } from '../../../identity/index.ts';
import { type Call, type Scope, sayOfRequest } from '../../../kernel/index.ts';
import { badLookup } from '../../errors.ts';
import type { Asked } from '../../lookup.ts';
import type { MergePolicies } from '../../merge-policies.ts';
import { say } from '../../phrases.ts';
import { type PropertyTest, readProperties } from './event-filter.ts';

export const PROFILE = '_xdm.context.profile';
export const EVENT = '_xdm.context.experienceevent';
export const MOST_EVENTS = 1000;

/** Which events are asked for. */
export interface EventQuery {
  /** Epoch milliseconds; `from` inclusive, `to` exclusive. */
  readonly from?: number;
  readonly to?: number;
  readonly limit: number;
  readonly reverse: boolean;
  readonly fields: readonly string[];
  readonly tests: readonly PropertyTest[];
  /** Where to go on, from the last page's `next`. */
  readonly start?: Cursor;
}

/** The last event of a page. */
export interface Cursor {
  readonly timestamp: number;
  readonly id: string;
}

export function one(query: Call['query'], name: string): string | undefined {
  const value = query[name];
  return typeof value === 'string' ? value : value?.[0];
}

export function fieldsOf(value: unknown): readonly string[] {
  const names = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return names.filter((name): name is string => typeof name === 'string' && name !== '');
}

/** Reads who is asked for: an XID, or a value with its namespace code. */
export function askedEntity(
  parts: { readonly namespaces: Namespaces; readonly policies: MergePolicies },
  scope: Scope,
  wanted: { readonly id: unknown; readonly code: unknown; readonly mergePolicyId: unknown },
): Asked {
  const { id, code, mergePolicyId } = wanted;
  if (typeof id !== 'string' || id === '') throw badLookup(say('profile-missing', { name: '`entityId`' }));
  const policy = parts.policies.choose(scope.key, mergePolicyId === undefined ? undefined : String(mergePolicyId));
  if (code === undefined || code === '') {
    const xid = parseXid(id);
    if (xid === undefined) throw badLookup(say('lookup-no-xid', { id }));
    return { namespaceId: xid.namespaceId, id: xid.id, policy };
  }
  const namespace = parts.namespaces.of(scope.org).byCode(String(code));
  if (namespace === undefined) throw badLookup(say('profile-no-namespace', { code: `\`${String(code)}\`` }));
  return { namespaceId: namespace.id, id, policy };
}

export function eventQuery(values: {
  readonly from: unknown;
  readonly to: unknown;
  readonly limit: unknown;
  readonly order: unknown;
  readonly fields: unknown;
  readonly start: unknown;
  readonly property: unknown;
}): EventQuery {
  const number = (value: unknown) => (value === undefined || value === '' ? undefined : Number(value));
  const limit = number(values.limit) ?? MOST_EVENTS;
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_EVENTS)
    throw badLookup(sayOfRequest('request-number', { name: '`limit`', least: 1, most: MOST_EVENTS }));
  const from = number(values.from);
  const to = number(values.to);
  if (Number.isNaN(from) || Number.isNaN(to)) throw badLookup(say('lookup-epoch'));
  const order = String(values.order ?? '').trim();
  if (!['', 'timestamp', '+timestamp', '-timestamp'].includes(order))
    throw badLookup(say('profile-must-be-either', { name: '`orderBy`', one: '`+timestamp`', other: '`-timestamp`' }));
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    limit,
    reverse: order.startsWith('-'),
    fields: fieldsOf(values.fields),
    tests: readProperties(values.property),
    ...(typeof values.start === 'string' && values.start !== '' ? { start: readCursor(values.start) } : {}),
  };
}

export function writeCursor({ timestamp, id }: Cursor): string {
  return Buffer.from(`${timestamp}:${id}`).toString('base64url');
}

function readCursor(text: string): Cursor {
  const match = /^(\d{1,15}):(.*)$/s.exec(Buffer.from(text, 'base64url').toString());
  if (match === null) throw badLookup(say('lookup-start'));
  return { timestamp: Number(match[1]), id: match[2]! };
}
