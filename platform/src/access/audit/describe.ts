import type { Answer, Route } from '../../kernel/index.ts';

/** What an event says of the operation: from its declaration. */
export interface Operation {
  readonly action: string;
  readonly assetType: string;
  readonly permissionResource: string;
  readonly permissionType: string;
}

/** First word of an operation id to the published action. */
const ACTIONS: Readonly<Record<string, string>> = {
  create: 'Create',
  upload: 'Create',
  delete: 'Delete',
  remove: 'Remove',
  update: 'Update',
  patch: 'Update',
  replace: 'Update',
  reset: 'Reset',
  add: 'Add',
  enable: 'Enable',
  disable: 'Disable',
};

/** Nouns of operation ids whose published name is another one. */
const ASSETS: Readonly<Record<string, string>> = {
  DataSet: 'Dataset',
  DataSetTags: 'Dataset',
  DataSetV2: 'Dataset',
  Connection: 'Source Account',
  Flow: 'Source Data Flow',
  SegmentDefinition: 'Segment',
  Audience: 'Segment',
  DataType: 'Data Types',
  ComputedAttribute: 'Computed Attributes',
  SchemaSingular: 'Schema',
  RoleSubjects: 'Role',
};

function words(noun: string): string {
  return noun.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
}

function byMethod({ method, access }: Route): string {
  if (access.kind === 'permission' && access.action === 'delete') return 'Delete';
  return method === 'POST' ? 'Create' : method === 'DELETE' ? 'Delete' : method === 'GET' ? 'Read' : 'Update';
}

/** Reads an operation out of its id and access: `createSourceConnection` makes a Source Connection. */
export function operationOf(route: Route): Operation {
  const [, verb = '', rest = ''] = /^([a-z]+)(.*?)(?:Short)?$/.exec(route.id) ?? [];
  const noun = rest === '' ? route.id : rest;
  const { access } = route;
  return {
    action: ACTIONS[verb] ?? byMethod(route),
    assetType: ASSETS[noun] ?? words(noun),
    permissionResource: access.kind === 'permission' ? access.resource : route.service,
    permissionType: access.kind === 'permission' ? access.action.toUpperCase() : access.kind.toUpperCase(),
  };
}

type Body = Readonly<Record<string, unknown>>;

function textIn(body: unknown, names: readonly string[]): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  for (const name of names) {
    const value = Object.hasOwn(body, name) ? (body as Body)[name] : undefined;
    if (typeof value === 'string' || typeof value === 'number') return String(value).slice(0, 300);
  }
  return undefined;
}

/** The id an answer gives: of the object, of the first of a list, or the last part of a reference (`@/dataSets/5f…`). */
function idIn(answer: unknown): string | undefined {
  const one = Array.isArray(answer) ? answer[0] : answer;
  if (typeof one === 'string') return one.split('/').at(-1)?.slice(0, 300);
  return textIn(one, ['id', '$id', '@id', 'orgId', 'clientId', 'secretId']);
}

/** Which object the call was about: its last path parameter, else what the answer says; and what it is known by, where that is given. */
export function assetOf(
  params: Readonly<Record<string, string>>,
  body: unknown,
  answer: Pick<Answer, 'body' | 'known'> | undefined,
): { readonly assetId: string; readonly assetName: string } {
  const assetId = Object.values(params).at(-1)?.slice(0, 300) ?? idIn(answer?.body) ?? '';
  const names = ['name', 'title', 'email'];
  const known = textIn({ known: answer?.known }, ['known']);
  return { assetId, assetName: known ?? textIn(answer?.body, names) ?? textIn(body, names) ?? '' };
}

/** Ids this long are of one thing only; shorter ones count within a sandbox and a kind of thing. */
const UNIQUE = 16;

/** What of an event says which thing it is about. */
export interface About {
  readonly sandboxName: string;
  readonly assetType: string;
  readonly assetId: string;
}

/**
 * Which thing an event is about, the same for all its kinds of events (a flow, an action on the flow) and for both ids of a
 * schema (`https://ns.adobe.com/acme/schemas/5f…`, `_acme.schemas.5f…`); empty when it names none.
 */
export function assetKey({ sandboxName, assetType, assetId }: About): string {
  // No expression: it would look at what is before the last sign again and again.
  const own = assetId.slice(Math.max(assetId.lastIndexOf('/'), assetId.lastIndexOf('.')) + 1);
  if (own.length >= UNIQUE) return own;
  return assetId === '' ? '' : `${sandboxName}/${assetType}/${assetId}`;
}

/** The thing whose name an event tells; null when it tells none, or when what it tells did not come to be. */
export function namedKey(event: About & { readonly assetName: string; readonly status: string }): string | null {
  return event.assetName !== '' && event.status === 'Allow' ? assetKey(event) || null : null;
}

/** What is known by its fields; behind the sign are their paths. */
const OF_FIELDS: Readonly<Record<string, string>> = { Descriptor: ' /' };

/** The event without the fields its name tells: for those whom labels hide fields from. */
export function withoutFields<Event extends About & { readonly assetName: string }>(event: Event): Event {
  const sign = OF_FIELDS[event.assetType];
  return sign === undefined ? event : { ...event, assetName: event.assetName.split(sign, 1)[0]! };
}
