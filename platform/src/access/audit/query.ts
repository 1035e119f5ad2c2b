import { type Call, FilterError, matches, parseFilters } from '../../kernel/index.ts';
import { badQuery } from '../errors.ts';
import { sayOfAccess } from '../phrases.ts';
import type { AuditEvent } from './audit-log.ts';

/** A query as it was asked: it can be asked again by its id. */
export interface AuditQuery {
  readonly property: readonly string[];
  readonly orderBy: string;
}

/** Properties that can be filtered and ordered by, to the member of the event. */
const PROPERTIES: Readonly<Record<string, keyof AuditEvent | undefined>> = {
  type: 'permissionType',
  timestamp: 'timestamp',
  status: 'status',
  action: 'action',
  user: 'userEmail',
  assetType: 'assetType',
  assetId: 'assetId',
  assetName: 'assetName',
  requestId: 'requestId',
};

function memberOf(name: string): keyof AuditEvent {
  const member = Object.hasOwn(PROPERTIES, name) ? PROPERTIES[name] : undefined;
  if (member === undefined)
    throw badQuery(sayOfAccess('access-none-of', { name, known: Object.keys(PROPERTIES).join(', ') }));
  return member;
}

function checked(query: AuditQuery): AuditQuery {
  try {
    for (const { path } of parseFilters(query.property)) memberOf(path.join('.'));
  } catch (error) {
    if (error instanceof FilterError) throw badQuery(error.said);
    throw error;
  }
  for (const key of keysOf(query.orderBy)) memberOf(key.name);
  return query;
}

/** The query of a call. Throws a `Problem` for what cannot be read. */
export function auditQueryOf({ property, orderBy }: Call['query']): AuditQuery {
  const filters = property === undefined ? [] : typeof property === 'string' ? [property] : property;
  if (filters.length > 20) throw badQuery(sayOfAccess('access-most-filters'));
  return checked({ property: filters, orderBy: typeof orderBy === 'string' ? orderBy : '-timestamp' });
}

/** The id of a query holds the query itself; the caller's organisation and sandbox are not in it. */
export function queryId(query: AuditQuery): string {
  return Buffer.from(JSON.stringify(query)).toString('base64url');
}

export function queryFrom(id: unknown): AuditQuery {
  try {
    const { property, orderBy } = JSON.parse(Buffer.from(String(id), 'base64url').toString()) as Partial<AuditQuery>;
    if (Array.isArray(property) && property.every((one) => typeof one === 'string') && typeof orderBy === 'string')
      return auditQueryOf({ property, orderBy });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw badQuery(sayOfAccess('access-foreign-query'));
}

/** Values are compared without regard to case: the pages filter for `create` where events say `Create`. */
function lowered(event: AuditEvent): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(PROPERTIES).map(([name, member]) => [name, String(event[member!]).toLowerCase()]),
  );
}

/** Times may be written with `Z` or with `+0000`; they are compared as texts of the same shape. */
function comparable(filter: string): string {
  return filter.replace(/^(timestamp[=<>!]+)(.*)$/, (whole, head: string, time: string) => {
    // A plus in a query string arrives as a space.
    const at = Date.parse(time.replace(/ (\d{4})$/, '+$1'));
    return Number.isNaN(at) ? whole : `${head}${new Date(at).toISOString().replace('Z', '+0000')}`;
  });
}

export function matchesEvent(query: AuditQuery, event: AuditEvent): boolean {
  return matches(
    parseFilters(
      query.property.map((one) =>
        comparable(one)
          .toLowerCase()
          .replace(/^[a-z]+/, nameOf),
      ),
    ),
    lowered(event),
  );
}

/** Lower-casing a filter lower-cases its name too. */
function nameOf(lower: string): string {
  return Object.keys(PROPERTIES).find((name) => name.toLowerCase() === lower) ?? lower;
}

function keysOf(orderBy: string) {
  return orderBy.split(',').map((key) => {
    const [, sign, name = ''] = /^([-+ ]?)(.*)$/.exec(key)!;
    return { name, down: sign === '-' };
  });
}

export function compareEvents({ orderBy }: AuditQuery): (a: AuditEvent, b: AuditEvent) => number {
  const keys = keysOf(orderBy).map(({ name, down }) => ({ member: memberOf(name), down }));
  return (a, b) => {
    for (const { member, down } of keys) {
      const [x, y] = [String(a[member]), String(b[member])];
      if (x !== y) return x < y === down ? 1 : -1;
    }
    return 0;
  };
}
