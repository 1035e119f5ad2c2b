import { createHmac, timingSafeEqual } from 'node:crypto';
import { Type } from 'typebox';
import { type Call, type Cipher, type Clock, needs, type Route, route } from '../../../kernel/index.ts';
import { type AuditEvent, type AuditLog, type Head, NOBODYS } from '../../audit/audit-log.ts';
import { withoutFields } from '../../audit/describe.ts';
import { type AuditQuery, auditQueryOf, compareEvents, matchesEvent, queryFrom, queryId } from '../../audit/query.ts';
import { type Credentials, TECHNICAL_ACCOUNT } from '../../credentials.ts';
import { badQuery, noExport } from '../../errors.ts';
import type { Organisations } from '../../organisations.ts';
import { sayOfAccess } from '../../phrases.ts';

const PATH = '/data/foundation/audit';
const DAY_MS = 86_400_000;
/** Queries look this far back, exports as far as events are kept (page "Audit Query API"). */
const QUERIED_MS = 90 * DAY_MS;
const EXPORTED_MS = 365 * DAY_MS;
const MOST_EVENTS = 1000;
const MOST_EXPORTED = 10_000;
/** How long the address of an export can be used. */
const EXPORT_MS = 600_000;
const ACCESS = needs('audit-log', 'read', 'view-user-activity-log');
const PROPERTY = Type.Optional(Type.Array(Type.String()));
const EVENT = Type.Object({
  id: Type.String(),
  timestamp: Type.String(),
  userEmail: Type.String(),
  userName: Type.Optional(
    Type.String({ description: 'What the API credential with client id `authId` is called, or was last called.' }),
  ),
  action: Type.String(),
  assetType: Type.String(),
  assetId: Type.String(),
  assetName: Type.String(),
  status: Type.Union([Type.Literal('Allow'), Type.Literal('Deny'), Type.Literal('Failure')]),
  failureCode: Type.String(),
  failureReason: Type.Optional(
    Type.Object(
      { message: Type.String(), phrase: Type.Optional(Type.Unknown()) },
      { description: 'What the code says, without what the caller sent.' },
    ),
  ),
  permissionResource: Type.String(),
  permissionType: Type.String(),
  sandboxName: Type.String(),
  requestId: Type.String(),
  authId: Type.String(),
  userIpAddresses: Type.Array(Type.String()),
});
const EVENTS = Type.Object({
  _embedded: Type.Object({ events: Type.Array(EVENT) }),
  page: Type.Object({
    size: Type.Integer(),
    totalElements: Type.Integer(),
    totalPages: Type.Integer(),
    number: Type.Integer(),
  }),
  queryId: Type.String(),
});

interface Deps {
  readonly audit: AuditLog;
  readonly credentials: Pick<Credentials, 'get'>;
  readonly organisations: Organisations;
  readonly cipher: Cipher;
  readonly clock: Clock;
  readonly publicUrl: () => string;
}

/** What an export address stands for, as text that only this installation can sign. */
interface Export {
  readonly org: string;
  readonly sandbox: string;
  /** Does it tell fields? Not those whom labels hide any from. */
  readonly whole: boolean;
  readonly until: number;
  readonly query: AuditQuery;
}

const COLUMNS: readonly (keyof AuditEvent)[] = [
  'timestamp',
  'userEmail',
  'action',
  'assetType',
  'assetId',
  'assetName',
  'status',
  'failureCode',
  'permissionResource',
  'permissionType',
  'sandboxName',
  'requestId',
  'authId',
  'userIpAddresses',
  'id',
];

/** A cell of a CSV file; one that a spreadsheet would take for a formula gets an apostrophe in front. */
function cell(value: unknown): string {
  const text = Array.isArray(value) ? value.join(' ') : String(value ?? '');
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function csv(events: readonly AuditEvent[]): string {
  const rows = events.map((event) => COLUMNS.map((column) => cell(event[column])).join(','));
  return `${[COLUMNS.join(','), ...rows].join('\n')}\n`;
}

function keptHead(text: unknown): Head | undefined {
  if (text === undefined) return undefined;
  const match = typeof text === 'string' ? /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) : null;
  if (match === null) throw badQuery(sayOfAccess('access-audit-head'));
  return { seq: Number(match[1]), hash: match[2]! };
}

/** The audit log (Audit Query API). Calls without a valid token belong to no organisation; the first one sees them. */
export function auditRoutes({ audit, credentials, organisations, cipher, clock, publicUrl }: Deps): readonly Route[] {
  const found = async (
    { org, sandbox, whole }: Pick<Export, 'org' | 'sandbox' | 'whole'>,
    query: AuditQuery,
    since: number,
    most: number,
  ) => {
    const orgs = organisations.isFirst(org) ? [org, NOBODYS] : [org];
    const events: AuditEvent[] = [];
    await audit.visit(orgs, sandbox, clock() - since, (written) => {
      const event = whole ? written : withoutFields(written);
      if (matchesEvent(query, event)) events.push(event);
      return events.length < most;
    });
    return events.sort(compareEvents(query));
  };
  /** Technical accounts by the names of their credentials, those of before too, beside the ids the log has of them. */
  const named = async (
    org: string,
    events: readonly AuditEvent[],
  ): Promise<readonly (AuditEvent & { readonly userName?: string })[]> => {
    const isTechnical = ({ userEmail }: AuditEvent) => userEmail.endsWith(TECHNICAL_ACCOUNT);
    const clients = new Set(events.filter(isTechnical).map(({ authId }) => authId));
    const gone = [...clients].filter((id) => credentials.get(org, id) === undefined);
    const names = await audit.lastNames(org, gone);
    return events.map((event) => {
      if (!isTechnical(event)) return event;
      const userName = credentials.get(org, event.authId)?.body.name ?? names.get(event.authId);
      return userName === undefined ? event : { ...event, userName };
    });
  };
  const sign = (text: string) => createHmac('sha256', cipher.derive('audit export')).update(text).digest('base64url');

  const openExport = (id: string): Export => {
    const [text = '', signature = ''] = id.split('.');
    const wanted = sign(text);
    if (signature.length !== wanted.length || !timingSafeEqual(Buffer.from(signature), Buffer.from(wanted)))
      throw noExport();
    const opened = JSON.parse(Buffer.from(text, 'base64url').toString()) as Export;
    if (opened.until < clock()) throw noExport();
    return opened;
  };

  return [
    route({
      id: 'listAuditEvents',
      fields: 'filtered',
      method: 'GET',
      path: `${PATH}/events`,
      service: 'Audit Query',
      summary:
        'Who did what in the sandbox in the last 90 days, newest first; property, orderBy, limit, start, queryId.',
      access: ACCESS,
      query: Type.Object({
        property: PROPERTY,
        orderBy: Type.Optional(Type.String()),
        limit: Type.Optional(Type.Integer()),
        start: Type.Optional(Type.Integer()),
        queryId: Type.Optional(Type.String()),
      }),
      responses: { 200: { description: 'The events.', schema: EVENTS } },
      async handle({ scope, query, fields }: Call) {
        const asked = query.queryId === undefined ? auditQueryOf(query) : queryFrom(query.queryId);
        const { limit, start } = pageOf(query);
        const all = await found({ ...scope, whole: fields.whole }, asked, QUERIED_MS, MOST_EVENTS);
        const events = all.slice(start, start + limit);
        const id = queryId(asked);
        const href = (from: number) => `${publicUrl()}${PATH}/events?queryId=${id}&start=${from}&limit=${limit}`;
        return {
          body: {
            _embedded: { events: await named(scope.org, events) },
            _links: {
              self: { href: href(start) },
              ...(start + limit < all.length ? { next: { href: href(start + limit) } } : {}),
              page: { href: `${publicUrl()}${PATH}/events?queryId=${id}&limit=${limit}{&start}`, templated: true },
            },
            page: {
              size: limit,
              totalElements: all.length,
              totalPages: Math.ceil(all.length / limit),
              number: Math.floor(start / limit),
            },
            queryId: id,
          },
        };
      },
    }),
    route({
      id: 'exportAuditEvents',
      method: 'GET',
      path: `${PATH}/export`,
      service: 'Audit Query',
      summary: 'Leads to a CSV file of the events that match, up to 10,000 of the last 365 days.',
      access: ACCESS,
      query: Type.Object({ property: PROPERTY, orderBy: Type.Optional(Type.String()) }),
      responses: { 204: { description: 'Nothing matches.' }, 307: { description: 'Location of the file.' } },
      async handle({ scope: { org, sandbox }, query, fields: { whole } }: Call) {
        const asked = auditQueryOf(query);
        if ((await found({ org, sandbox, whole }, asked, EXPORTED_MS, 1)).length === 0) return { status: 204 };
        const wanted: Export = { org, sandbox, whole, until: clock() + EXPORT_MS, query: asked };
        const text = Buffer.from(JSON.stringify(wanted)).toString('base64url');
        return { status: 307, headers: { location: `${publicUrl()}/meniscus/v1/audit/exports/${text}.${sign(text)}` } };
      },
    }),
    route({
      id: 'downloadAuditExport',
      method: 'GET',
      path: '/meniscus/v1/audit/exports/:exportId',
      service: 'Meniscus',
      summary: 'The CSV file an export leads to.',
      access: { kind: 'public', why: 'the address is signed by this installation and ends after ten minutes' },
      responses: {
        200: { description: 'The file.', contentType: 'text/csv' },
        404: { description: 'No such export.' },
      },
      async handle({ params }) {
        const wanted = openExport(params.exportId!);
        const events = await found(wanted, wanted.query, EXPORTED_MS, MOST_EXPORTED);
        return {
          headers: {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': 'attachment; filename="audit-events.csv"',
            'cache-control': 'no-store',
          },
          body: csv(events),
        };
      },
    }),
    route({
      id: 'verifyAuditLog',
      method: 'GET',
      path: '/meniscus/v1/audit/verification',
      service: 'Meniscus',
      summary:
        'Follows the hash chain of the whole audit log; `head` is one that was kept from an earlier verification.',
      access: ACCESS,
      organisationWide: true,
      query: Type.Object({ head: Type.Optional(Type.String()) }),
      responses: {
        200: {
          description: 'What was found.',
          schema: Type.Object({
            ok: Type.Boolean(),
            events: Type.Integer(),
            head: Type.Object({ seq: Type.Integer(), hash: Type.String() }),
            fault: Type.Optional(Type.String()),
          }),
        },
      },
      handle: async ({ query }) => ({ body: await audit.verify(keptHead(query.head)) }),
    }),
  ];
}

function pageOf(query: Call['query']): { readonly limit: number; readonly start: number } {
  const number = (name: string, otherwise: number, least: number, most: number): number => {
    if (query[name] === undefined) return otherwise;
    const value = Number(query[name]);
    if (!Number.isInteger(value) || value < least || value > most)
      throw badQuery(sayOfAccess('access-whole-number', { name, least, most }));
    return value;
  };
  return { limit: number('limit', 50, 1, MOST_EVENTS), start: number('start', 0, 0, 1_000_000) };
}
