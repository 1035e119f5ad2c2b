import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, connect } from '../../tools/harness/api.ts';
import { type InProcess, startInProcess } from '../../tools/harness/in-process.ts';
import { CREDENTIALS } from '../../tools/harness/process.ts';
import { dataset, flow, schema } from '../../tools/harness/programme.ts';
import { holdsFields } from './access/index.ts';
import type { Route } from './kernel/index.ts';

/**
 * Labels on fields and audiences, on the real server: two callers who hold the same permissions, one of them the label too.
 * Names and values of the labelled fields are planted everywhere; the routes come from the pipeline. A route that could show
 * fields and says nothing is closed to the one without the label; one that says it filters must stand in `PROOFS`, where
 * the other caller sees what is planted; one that says it holds no fields is called and searched.
 */
const NAME = 'plantedName';
const INNER = 'plantedInner';
const VALUE = 'planted-value-7341';
const HIDDEN_EMAIL = 'planted-email@example.com';
const AUDIENCE = 'Planted audience';
/** A computed attribute; its name holds that of the field it counts. */
const COMPUTED = `${NAME}Count`;
const PLANTED = [NAME, INNER, VALUE, HIDDEN_EMAIL, AUDIENCE, Buffer.from(`6|${HIDDEN_EMAIL}`).toString('base64url')];

const CONTEXT = 'https://ns.adobe.com/xdm/context';
const REGISTRY = '/data/foundation/schemaregistry/tenant';
const ROLES = '/data/foundation/access-control/administration/roles';
const POLICIES = '/data/foundation/access-control/administration/policies';
const XED = { accept: 'application/vnd.adobe.xed+json; version=1' };
const FULL = { accept: 'application/vnd.adobe.xed-full+json; version=1' };

type Headers = Readonly<Record<string, string>>;

interface Request {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Headers;
}

interface Reply {
  readonly status: number;
  readonly text: string;
}

let platform: InProcess;
let admin: Api;
let labelled: Headers;
let unlabelled: Headers;
/** Objects of the set-up by the names of path parameters and more. */
let known: Readonly<Record<string, string>>;

const routes = () => platform.pipeline.routes;
const routeOf = (id: string) => routes().find((route) => route.id === id)!;

async function ask(
  route: Route,
  headers: Headers,
  { params = {}, query, body, headers: more }: Request,
): Promise<Reply> {
  const path = route.path
    .replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? known[name] ?? 'none'))
    .replace(/\*$/, 'none');
  const response = await fetch(`${platform.url}${path}${query === undefined ? '' : `?${new URLSearchParams(query)}`}`, {
    method: route.method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...more },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

const planted = (text: string) => PLANTED.filter((one) => text.includes(one));

async function caller(name: string, permissionSets: readonly string[], labels: readonly string[]): Promise<Headers> {
  const client = await admin.call<{ clientId: string; clientSecret: string; userId: string }>(
    'POST',
    '/meniscus/v1/credentials',
    { name },
  );
  const role = { name, permissionSets, sandboxes: ['prod'], subjectAttributes: { labels } };
  const { id } = await admin.call<{ id: string }>('POST', ROLES, role);
  await admin.call('PATCH', `${ROLES}/${id}/subjects`, {
    operations: [{ op: 'add', path: '/user', value: client.userId }],
  });
  return (await connect({ url: platform.url, credentials: { ...CREDENTIALS, ...client } })).headers;
}

async function switchPolicy(status: 'active' | 'inactive'): Promise<void> {
  const { items } = await admin.call<{ items: { id: string; isDefault: boolean }[] }>('GET', POLICIES);
  const { id } = items.find(({ isDefault }) => isDefault)!;
  await admin.call('PATCH', `${POLICIES}/${id}`, [{ op: 'replace', path: '/status', value: status }]);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await isSo()); waited += 50) {
    expect(waited).toBeLessThan(20_000);
    await sleep(50);
  }
}

/** What makes it of sent files, and of schemas that others see: made before anybody is restricted. */
async function plantWork({ tenant, datasetId, hidden, seen }: Readonly<Record<string, string>>) {
  const batches = '/data/foundation/import/batches';
  const inputFormat = { format: 'csv' };
  const { id: batchId } = await admin.call<{ id: string }>('POST', batches, { datasetId, inputFormat });
  const file = await fetch(`${admin.url}${batches}/${batchId}/datasets/${datasetId}/files/twice.csv`, {
    method: 'PUT',
    headers: { ...admin.headers, 'content-type': 'application/octet-stream' },
    body: `${NAME},${NAME}\n1,2\n`,
  });
  expect(file.status, await file.text()).toBe(201);
  await admin.call('POST', `${batches}/${batchId}?action=COMPLETE`);
  const labels = [`/properties/_${tenant}/properties/${NAME}`, `/${tenant}/seen`].map((schemaPath) => ({
    option: { id: known.schemaId!, contentType: 'application/vnd.adobe.xed+json;version=1', schemaPath },
    labels: ['C1'],
  }));
  const [nested] = labels;
  nested!.option.schemaPath = `/properties/${tenant}/properties/${NAME}`;
  const ofDataset = { labels: [], optionalLabels: labels };
  await admin.call('POST', `/data/foundation/catalog/dataSets/${datasetId}/labels`, ofDataset);
  const { id: attributeId } = await admin.call<{ id: string }>('POST', '/data/core/ca/attributes', {
    name: COMPUTED,
    displayName: 'How often',
    expression: { type: 'PQL', format: 'pql/text', value: `xEvent[${tenant}.${NAME} = "${VALUE}"].count()` },
    duration: { count: 6, unit: 'MONTHS' },
    status: 'NEW',
  });
  const exported = await unionDataset('Exported by the administrator');
  const exports = async (fields: string, ...segments: readonly string[]) => {
    const filter = { segments: segments.map((segmentId) => ({ segmentId })) };
    const { id } = await admin.call<{ id: number }>('POST', '/data/core/ups/export/jobs', {
      ...exportTo(exported.id, fields),
      filter,
    });
    return String(id);
  };
  const external = await externalAudience(admin.headers, `${AUDIENCE} from a file`, ['core/S1']);
  const sets = await admin.call<{
    data: readonly { id: string; mappings: readonly { id: string; destination: string }[] }[];
  }>('GET', '/data/foundation/conversion/mappingSets');
  const set = sets.data.find(({ mappings }) => mappings.some(({ destination }) => destination.includes(NAME)))!;
  return {
    batchId,
    attributeId,
    exportOfHidden: await exports('', hidden!),
    exportOfField: await exports(`${tenant}.${NAME},${tenant}.seen`, hidden!, seen!),
    ...external,
    mappingSetId: set.id,
    mappingId: set.mappings.find(({ destination }) => destination.includes(NAME))!.id,
  };
}

const UNION = 'https://ns.adobe.com/xdm/context/profile__union';
const unionDataset = (name: string) => dataset(admin, name, UNION, {});
const exportTo = (datasetId: string, fields: string) => ({
  schema: { name: '_xdm.context.profile' },
  destination: { datasetId },
  fields,
});

/** An audience of whom a file names, with its task and its run. */
async function externalAudience(headers: Headers, name: string, labels: readonly string[]) {
  const form = new FormData();
  form.append('file', new Blob(['phone\n+331\n']), 'members.csv');
  const uploaded = await fetch(`${platform.url}/meniscus/v1/external-audience-files`, {
    method: 'POST',
    headers,
    body: form,
  });
  expect(uploaded.status, await uploaded.text()).toBe(201);
  const body = {
    name,
    labels,
    fields: [{ name: 'phone', type: 'string', identityNs: 'Phone' }],
    sourceSpec: { path: 'members.csv' },
  };
  const made = await ask(routeOf('createExternalAudience'), headers, { body });
  const { taskId } = JSON.parse(made.text) as { taskId: string };
  const task = async () =>
    JSON.parse((await ask(routeOf('getExternalAudienceTask'), headers, { params: { taskId } })).text);
  await until(async () => (await task()).status === 'SUCCESS');
  return { taskId, runId: taskId, externalId: (await task()).audienceId as string };
}

/** A field group, a class, two schemas with data in profile and lake, descriptors, audiences. */
async function plant(): Promise<void> {
  const tenant = `_${platform.pipeline.access.scopes()[0]!.tenant}`;
  const text = { type: 'string', title: 'A text' };
  const make = async (kind: string, body: object) =>
    (await admin.call<{ $id: string }>('POST', `${REGISTRY}/${kind}`, body, XED)).$id;
  const dataType = (title: string) =>
    make('datatypes', { title, type: 'object', properties: { [INNER]: text, seenInner: text } });
  const [typeId, whollyId] = [await dataType('A card'), await dataType('A card that is hidden whole')];
  const custom = {
    [tenant]: {
      type: 'object',
      properties: {
        [NAME]: { ...text, title: NAME, maxLength: 100 },
        card: { type: 'object', properties: { [INNER]: text, seenInner: text } },
        typed: { $ref: typeId },
        wholly: { $ref: whollyId },
        cards: { type: 'array', items: { type: 'object', properties: { [INNER]: text, seenInner: text } } },
        seen: text,
      },
    },
  };
  const group = (title: string, extended: string) =>
    make('fieldgroups', {
      title,
      type: 'object',
      'meta:intendedToExtend': [`${CONTEXT}/${extended}`],
      definitions: { customFields: { type: 'object', properties: custom } },
      allOf: [{ $ref: '#/definitions/customFields', type: 'object' }],
    });
  const groupId = await group('Of profiles', 'profile');
  const classId = await make('classes', {
    title: 'A class with it',
    type: 'object',
    definitions: { customFields: { type: 'object', properties: custom } },
    allOf: [{ $ref: 'https://ns.adobe.com/xdm/data/record' }, { $ref: '#/definitions/customFields', type: 'object' }],
  });
  const parts = ['profile', 'identitymap', 'profile-personal-details'].map((part) => `${CONTEXT}/${part}`);
  const schemaId = await schema(admin, 'Members', [...parts, groupId]);
  const eventParts = ['experienceevent', 'identitymap'].map((part) => `${CONTEXT}/${part}`);
  const eventSchemaId = await schema(admin, 'Events', [...eventParts, await group('Of events', 'experienceevent')]);
  const paths = ['wholly', NAME, `card/${INNER}`, `cards/${INNER}`, `typed/${INNER}`].map(
    (path) => `/${tenant}/${path}`,
  );
  let descriptorId = '';
  const label = async (source: string, property: string) => {
    const made = await admin.call<{ '@id': string }>('POST', `${REGISTRY}/descriptors`, {
      '@type': 'xdm:descriptorLabel',
      'xdm:sourceSchema': source,
      'xdm:sourceVersion': 1,
      'xdm:sourceProperty': property,
      'xdm:labels': ['core/S1'],
    });
    descriptorId = made['@id'];
  };
  await admin.call('POST', `${REGISTRY}/descriptors`, {
    '@type': 'xdm:descriptorIdentity',
    'xdm:sourceSchema': schemaId,
    'xdm:sourceVersion': 1,
    'xdm:sourceProperty': '/personalEmail/address',
    'xdm:namespace': 'Email',
    'xdm:property': 'xdm:code',
    'xdm:isPrimary': false,
  });
  for (const path of [...paths, '/personalEmail/address']) await label(schemaId, path);
  for (const path of paths) await label(eventSchemaId, path);

  const profiles = await dataset(admin, 'Members', schemaId);
  const events = await dataset(admin, 'Events', eventSchemaId);
  const own = [NAME, 'card', 'cards', 'seen'].map((name) => [`${tenant}.${name}`, `${tenant}.${name}`] as const);
  const here = (inlet: string) => inlet.replace('http://in-process.example', platform.url);
  const inlets = [
    await flow(admin, 'Members', schemaId, profiles.id, [
      ['identityMap.phone.id', 'xdm:identityMap.phone[0].id'],
      ['email', 'personalEmail.address'],
      ...own,
    ]),
    await flow(admin, 'Events', eventSchemaId, events.id, [
      ['_id', '_id'],
      ['timestamp', 'timestamp'],
      ['identityMap.phone.id', 'xdm:identityMap.phone[0].id'],
      ...own,
    ]),
  ].map(here);
  const values = {
    [tenant]: {
      [NAME]: VALUE,
      card: { [INNER]: VALUE, seenInner: 'seen' },
      cards: [{ [INNER]: VALUE, seenInner: 'seen' }],
      seen: 'seen',
    },
  };
  const identityMap = { phone: [{ id: '+331', primary: true }] };
  const records = [
    { ...values, identityMap, email: HIDDEN_EMAIL },
    { ...values, identityMap, _id: 'e1', timestamp: new Date(Date.now() - 86_400_000).toISOString() },
  ];
  for (const [index, inlet] of inlets.entries()) {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(inlet, { method: 'POST', headers, body: JSON.stringify(records[index]) });
    expect(answer.status, await answer.text()).toBe(200);
  }
  const totals = await admin.settled();
  expect(totals.failed).toBe(0);

  const audience = async (body: object) =>
    (await admin.call<{ id: string }>('POST', '/data/core/ups/audiences', { type: 'SegmentDefinition', ...body })).id;
  const rule = (value: string) => ({ expression: { type: 'PQL', format: 'pql/text', value } });
  const hidden = await audience({ name: `${AUDIENCE} by rule`, ...rule(`${tenant}.${NAME} = "${VALUE}"`) });
  const labelledId = await audience({
    name: `${AUDIENCE} by label`,
    labels: ['core/S1'],
    ...rule(`${tenant}.seen = "seen"`),
  });
  const asking = await audience({ name: `${AUDIENCE} that asks`, ...rule(`inSegment("${hidden}")`) });
  const seen = await audience({ name: 'Everybody seen', ...rule(`${tenant}.seen = "seen"`) });
  const wholeList = await audience({
    name: 'Has a card',
    lifecycleState: 'draft',
    ...rule(`${tenant}.cards.count() > 0`),
  });
  const inside = async () =>
    ((await admin.profile('phone', '+331')) as { segmentMembership?: { ups?: object } } | undefined)?.segmentMembership;
  await until(async () => Object.keys((await inside())?.ups ?? {}).length >= 4);
  const job = async (...ids: readonly string[]) =>
    (
      await admin.call<{ id: string }>(
        'POST',
        '/data/core/ups/segment/jobs',
        ids.map((segmentId) => ({ segmentId })),
      )
    ).id;
  known = {
    jobOfHidden: await job(hidden, labelledId),
    jobOfBoth: await job(hidden, seen),
    jobOfAll: await job('*'),
    tenant,
    schemaId,
    groupId,
    classId,
    descriptorId,
    dataSetId: profiles.id,
    datasetId: profiles.id,
    table: profiles.table,
    eventTable: events.table,
    audienceId: hidden,
    typeId,
    whollyId,
    id: hidden,
    labelledId,
    asking,
    seen,
    wholeList,
    container: 'tenant',
    inlet: inlets[0]!,
  };
  known = { ...known, ...(await plantWork({ tenant, datasetId: profiles.id, hidden, seen })) };
}

beforeAll(async () => {
  platform = await startInProcess('labels', { tables: ':memory:' });
  admin = await connect({ url: platform.url, credentials: CREDENTIALS });
  await plant();
  const { permissions } = await admin.call<{ permissions: Record<string, unknown> }>(
    'GET',
    '/data/foundation/access-control/acl/reference',
  );
  const slugs = Object.keys(permissions).filter((slug) => slug !== 'manage-organisations');
  labelled = await caller('With the label', slugs, ['core/S1']);
  unlabelled = await caller('Without the label', slugs, []);
});

afterAll(() => platform?.stop());

const ENTITY = { 'schema.name': '_xdm.context.profile', entityIdNS: 'phone', entityId: '+331' };
const EVENTS = { 'schema.name': '_xdm.context.experienceevent', relatedEntityIdNS: 'phone', relatedEntityId: '+331' };
const PERSON = { entityIdNS: 'phone', entityId: '+331' };
const PHONE = { namespace: 'phone', id: '+331' };
const PHONE_XID = Buffer.from('7|+331').toString('base64url');
const sql = (text: string): Request => ({ body: { sql: text } });
const rule = (value: string) => ({ expression: { type: 'PQL', format: 'pql/text', value } });
const mappedTo = (destination: string) => ({
  outputSchema: { schemaRef: { id: known.schemaId!, contentType: 'application/vnd.adobe.xed+json;version=1' } },
  mappings: [{ sourceType: 'ATTRIBUTE', source: 'a', destination }],
});
/** Data Prep answers under two paths. */
const both = <T>(id: string, proofs: T) => ({ [id]: proofs, [`${id}Short`]: proofs });

/**
 * Requests of the routes that filter, by operation. In the answer to the caller with the label something planted must stand,
 * in the other's nothing. `refused`: what the other gets instead of an answer without it.
 */
const PROOFS: Readonly<Record<string, () => readonly (Request & { readonly refused?: number })[]>> = {
  getSchema: () => [
    { params: { resourceId: known.schemaId! }, headers: FULL },
    {
      params: { resourceId: known.schemaId! },
      headers: { accept: 'application/vnd.adobe.xed-full-flat+json; version=1' },
    },
    {
      params: { resourceId: known.schemaId! },
      headers: { accept: 'application/vnd.adobe.xed-full-desc+json; version=1' },
    },
    {
      params: { resourceId: known.schemaId! },
      headers: { accept: 'application/vnd.adobe.xed-full-notext+json; version=1' },
    },
  ],
  getFieldGroup: () => [
    { params: { resourceId: known.groupId! }, headers: XED },
    { params: { resourceId: known.groupId! }, headers: FULL },
  ],
  getMixin: () => [{ params: { resourceId: known.groupId! }, headers: XED }],
  getClass: () => [{ params: { resourceId: known.classId! }, headers: XED }],
  listFieldGroups: () => [{ headers: { accept: 'application/vnd.adobe.xed+json' } }],
  listMixins: () => [{ headers: { accept: 'application/vnd.adobe.xed+json' } }],
  listClasses: () => [{ headers: { accept: 'application/vnd.adobe.xed+json' } }],
  getUnion: () => [{ params: { unionId: `${CONTEXT}/profile__union` }, headers: FULL }],
  getSchemaSample: () => [{ params: { resourceId: known.schemaId! } }],
  listDescriptors: () => [{ headers: { accept: 'application/vnd.adobe.xdm+json' } }],
  getDescriptor: () => [{ refused: 404 }],
  listAuditEvents: () => [{ query: { property: 'assetType==Descriptor' } }],
  runSql: () => [
    sql(`select * from ${known.table}`),
    sql(`select * from ${known.eventTable}`),
    sql(`describe ${known.table}`),
    sql(`summarize ${known.table}`),
    sql('select column_name, data_type from information_schema.columns'),
    sql(`select ${known.tenant}.card from ${known.table}`),
    sql(`select to_json(t) from ${known.table} t`),
    { ...sql(`select ${known.tenant}.${NAME} as x from ${known.table}`), refused: 400 },
    { ...sql(`select ${known.tenant}.card.${INNER} as x from ${known.table}`), refused: 400 },
    { ...sql(`select personalEmail.address as x from ${known.table}`), refused: 400 },
  ],
  previewDataset: () => [{}],
  getEntity: () => [{ query: ENTITY }, { query: { ...ENTITY, fields: `${known.tenant}.${NAME}` } }, { query: EVENTS }],
  listEntities: () => [
    {
      body: {
        schema: { name: ENTITY['schema.name'] },
        identities: [{ entityId: '+331', entityIdNS: { code: 'phone' } }],
      },
    },
    {
      body: {
        schema: { name: EVENTS['schema.name'] },
        identities: [{ relatedEntityId: '+331', relatedEntityIdNS: { code: 'phone' } }],
      },
    },
  ],
  explainProfile: () => [{ query: PERSON }],
  explainMembership: () => [
    { query: { ...PERSON, audienceId: known.id! }, refused: 404 },
    { query: { ...PERSON, audienceId: known.labelledId! }, refused: 404 },
    { query: { ...PERSON, audienceId: known.wholeList! } },
  ],
  explainRule: () => [
    { body: { ...PERSON, ...rule(`${known.tenant}.cards.count() > 0`) } },
    { body: { ...PERSON, ...rule('identityMap.phone.count() > 0') } },
    { body: { ...PERSON, ...rule(`${known.tenant}.${NAME} = "x"`) }, refused: 400 },
    {
      body: { ...PERSON, ...rule(`inSegment("${known.labelledId}") and ${known.tenant}.cards.count() > 0`) },
      refused: 400,
    },
  ],
  listAudiences: () => [{}],
  countAudiences: () => [{}],
  listRuleFields: () => [{}],
  checkRule: () => [
    { body: rule(`${known.tenant}.${NAME} = "x"`) },
    { body: rule(`select e from xEvent where e.${known.tenant}.${NAME} = "x" and ${known.tenant}.${NAME} = "x"`) },
  ],
  listSegmentDefinitions: () => [{}],
  searchSegments: () => [{ query: { s: '' } }],
  searchSegmentTaxonomy: () => [{ query: { entityId: known.labelledId! } }],
  getAudience: () => [known.id, known.labelledId, known.asking].map((id) => ({ params: { id: id! }, refused: 404 })),
  getSegmentDefinition: () => [{ refused: 404 }],
  bulkGetAudiences: () => [{ body: { ids: [{ id: known.id }, { id: known.seen }] } }],
  bulkGetSegmentDefinitions: () => [{ body: { ids: [{ id: known.labelledId }, { id: known.seen }] } }],
  listSegmentJobs: () => [{}],
  getSegmentJob: () => [{ params: { id: known.jobOfHidden! }, refused: 404 }, { params: { id: known.jobOfBoth! } }],
  bulkGetSegmentJobs: () => [{ body: { ids: [{ id: known.jobOfHidden }, { id: known.jobOfBoth }] } }],
  createSegmentJob: () => [{ body: [{ segmentId: known.seen }, { segmentId: known.id }], refused: 400 }],
  getIdentityGraph: () => [{ query: PHONE }],
  getClusterMembers: () => [{ query: PHONE }, { query: { xid: PHONE_XID } }],
  listClusterMembers: () => [{ body: { xids: [PHONE_XID] } }],
  getIdentityMapping: () => [{ query: { ...PHONE, targetNs: 'Email' }, refused: 204 }],
  listIdentityMappings: () => [{ body: { xids: [PHONE_XID], targetNs: 'Email' }, refused: 204 }],
  listLinkedIdentities: () =>
    ['set', 'graph'].map((projection) => ({ body: { xids: [PHONE_XID], projection_type: projection } })),
  listBatches: () => [{}],
  getBatch: () => [{}],
  getBatchOld: () => [{}],
  listDataTypes: () => [{ headers: { accept: 'application/vnd.adobe.xed+json' } }],
  getDataType: () =>
    [known.typeId!, known.whollyId!].flatMap((resourceId) =>
      [XED, FULL].map((headers) => ({ params: { resourceId }, headers })),
    ),
  listExportJobs: () => [{}],
  getExportJob: () => [{ params: { exportJobId: known.exportOfField! } }],
  listComputedAttributes: () => [{}],
  getComputedAttribute: () => [{ refused: 404 }],
  updateComputedAttribute: () => [{ body: { status: 'PROCESSED' }, refused: 404 }],
  getDataSetLabels: () => [{ params: { dataSetId: known.datasetId! } }],
  getDataSetLabelsV2: () => [{ params: { dataSetId: known.datasetId! } }],
  ...both('listMappingSets', () => [{}]),
  ...both('getMappingSet', () => [{}, { query: { expandSchema: 'true' } }]),
  ...both('listMappings', () => [{}]),
  exportMappings: () => [{}, { query: { format: 'json' } }],
  ...both('getMapping', () => [{ refused: 404 }]),
  // The platform names the field that was meant.
  ...both('validateMappingSet', () => [{ body: mappedTo(`${known.tenant}.${NAME.slice(0, -1)}`) }]),
  patchAudience: () => [{ body: [{ op: 'add', path: '/description', value: 'x' }], refused: 404 }],
  patchSegmentDefinition: () => [{ body: { description: 'x' }, refused: 404 }],
  replaceAudience: () => [
    {
      body: { type: 'SegmentDefinition', name: `${AUDIENCE} by rule`, ...rule(`${known.tenant}.${NAME} = "${VALUE}"`) },
      refused: 404,
    },
  ],
  createAudience: () => [
    {
      body: { type: 'SegmentDefinition', name: `${AUDIENCE} 2`, ...rule(`${known.tenant}.${NAME} = "x"`) },
      refused: 400,
    },
    {
      body: { type: 'SegmentDefinition', name: `${AUDIENCE} 3`, ...rule(`inSegment("${known.labelledId}")`) },
      refused: 400,
    },
  ],
  createSegmentDefinition: () => [
    {
      body: { name: `${AUDIENCE} 4`, ...rule(`select e from xEvent where e.${known.tenant}.${NAME} = "x"`) },
      refused: 400,
    },
  ],
};

/** Routes that filter and whose answers to the other caller hold nothing planted to be seen by: each is tested below by itself. */
const OTHERWISE = [
  'listSchemas',
  'listUnions',
  'searchSegmentNamespaces',
  'getMemberships',
  'createPreview',
  'getPreview',
  'getEstimate',
  'deletePreview',
  'deleteAudience',
  'deleteSegmentDefinition',
  'deleteSegmentJob',
  'streamLive',
  'createImportBatch',
  'actOnImportBatch',
  'createExportJob',
  'cancelExportJob',
  'createComputedAttribute',
  'deleteComputedAttribute',
  'getExternalAudienceTask',
  'getExternalAudiencesTask',
  'getExternalAudienceRun',
  'getExternalAudienceRunOld',
  'runExternalAudience',
  'patchExternalAudience',
  'deleteExternalAudience',
  'previewMappingSet',
  'previewMappingSetShort',
  'recommendMapping',
  'getClusterHistory',
  'listClusterHistories',
  'listGraphAlarms',
  'listUndoneLinks',
  'undoLink',
  'restoreLink',
  'getProfilesByDataset',
  'getProfilesByNamespace',
  'getDatasetOverlap',
  'getNamespaceOverlap',
  'getUnstitchedProfiles',
  'listFlowRuns',
  'getFlowRun',
  'performFlowRunAction',
];

describe('while no policy is active', () => {
  it('labels hide nothing', async () => {
    expect(planted((await ask(routeOf('getEntity'), unlabelled, { query: ENTITY })).text)).not.toEqual([]);
    expect((await ask(routeOf('listFailedRecords'), unlabelled, {})).status).toBe(200);
  });
});

describe('once the default policy is active', () => {
  beforeAll(() => switchPolicy('active'));

  it('every route that says it filters is proven', () => {
    const declared = routes().filter(({ fields }) => fields === 'filtered');
    const ids = declared.map(({ id }) => id).sort();
    expect(ids.length).toBeGreaterThan(30);
    expect([...Object.keys(PROOFS), ...OTHERWISE].sort()).toEqual(ids);
  });

  it.each(Object.keys(PROOFS))('%s shows it to who carries the label, and to nobody else', async (id) => {
    for (const { refused, ...request } of PROOFS[id]!()) {
      const other = await ask(routeOf(id), unlabelled, request);
      expect(
        planted(other.text).filter((one) => !JSON.stringify(request).includes(one)),
        other.text,
      ).toEqual([]);
      expect(other.status, other.text).toBe(refused ?? (id.startsWith('bulk') ? 207 : 200));
      const seen = await ask(routeOf(id), labelled, request);
      expect(seen.status, seen.text).toBeLessThan(300);
      expect(planted(seen.text), `${JSON.stringify(request)} ${seen.text}`).not.toEqual([]);
    }
  });

  it('what is not hidden stays: fields beside it, in structs and lists, and the person', async () => {
    const { text } = await ask(routeOf('getEntity'), unlabelled, { query: ENTITY });
    const { entity, identityGraph } = Object.values(JSON.parse(text) as Record<string, never>)[0]! as {
      entity: Record<string, never> & { identityMap: Record<string, unknown>; segmentMembership: { ups: object } };
      identityGraph: string[];
    };
    expect(entity[known.tenant!]).toEqual({
      card: { seenInner: 'seen' },
      cards: [{ seenInner: 'seen' }],
      seen: 'seen',
    });
    expect(Object.keys(entity.identityMap)).toEqual(['phone']);
    expect(identityGraph).toHaveLength(1);
    expect(Object.keys(entity.segmentMembership.ups)).toEqual([known.seen]);
    const rows = await ask(routeOf('runSql'), unlabelled, sql(`select ${known.tenant} from ${known.table}`));
    expect(JSON.parse(rows.text).rows).toEqual([
      [{ card: { seenInner: 'seen' }, typed: null, cards: [{ seenInner: 'seen' }], seen: 'seen' }],
    ]);
  });

  it('events cannot be asked for by what is hidden', async () => {
    const property = `${known.tenant}.${NAME}==${VALUE}`;
    const found = async (headers: Headers) =>
      JSON.parse((await ask(routeOf('getEntity'), headers, { query: { ...EVENTS, property } })).text).children.length;
    expect([await found(labelled), await found(unlabelled)]).toEqual([1, 0]);
  });

  it('a caller is told whether they see everything, and which labels they carry', async () => {
    const me = async (headers: Headers) => JSON.parse((await ask(routeOf('getMe'), headers, {})).text);
    expect(await me(unlabelled)).toMatchObject({ labels: [], seesAllFields: false });
    expect(await me(labelled)).toMatchObject({ labels: ['core/S1'], seesAllFields: true });
  });

  it('memberships, counts of searches and lists of schemas are without what is hidden', async () => {
    const memberships = await ask(routeOf('getMemberships'), unlabelled, { query: PERSON });
    expect(Object.keys(JSON.parse(memberships.text).segmentMembership.ups)).toEqual([known.seen]);
    const counted = async (headers: Headers) => {
      const { text } = await ask(routeOf('searchSegmentNamespaces'), headers, {});
      return (JSON.parse(text).namespaces as { count: number }[]).reduce((sum, { count }) => sum + count, 0);
    };
    expect(await counted(unlabelled)).toBe(2);
    expect(await counted(labelled)).toBeGreaterThanOrEqual(4);
    for (const id of ['listSchemas', 'listUnions']) {
      const { status, text } = await ask(routeOf(id), unlabelled, {
        headers: { accept: 'application/vnd.adobe.xed+json' },
      });
      expect([status, planted(text)]).toEqual([200, []]);
    }
  });

  it('a preview does not ask about what is hidden, and is shown to who began it', async () => {
    const preview = (value: string, headers: Headers) =>
      ask(routeOf('createPreview'), headers, { body: { predicateExpression: value } });
    expect((await preview(`${known.tenant}.${NAME} = "${VALUE}"`, unlabelled)).status).toBe(400);
    expect((await preview(`inSegment("${known.labelledId}")`, unlabelled)).status).toBe(400);
    const theirs = JSON.parse((await preview(`${known.tenant}.${NAME} = "${VALUE}"`, labelled)).text);
    const params = { previewId: theirs.previewId as string };
    for (const id of ['getPreview', 'getEstimate', 'deletePreview'])
      expect((await ask(routeOf(id), unlabelled, { params })).status, id).toBe(404);
    expect((await ask(routeOf('getEstimate'), labelled, { params })).status).toBe(200);
    const own = JSON.parse((await preview(`${known.tenant}.seen = "seen"`, unlabelled)).text);
    const mine = await ask(routeOf('getPreview'), unlabelled, { params: { previewId: own.previewId } });
    expect([mine.status, planted(mine.text)]).toEqual([200, []]);
  });

  it('a job names and counts the audiences the caller sees, and is not theirs to stop when it has none', async () => {
    const segmentsOf = async (headers: Headers, id: string) => {
      const reply = await ask(routeOf('getSegmentJob'), headers, { params: { id } });
      const job = JSON.parse(reply.text);
      const named = (job.segments as { segmentId: string }[]).map(({ segmentId }) => segmentId);
      const { segmentedProfileCounter: members = {}, segmentedProfileByStatusCounter: changes = {} } = job.metrics;
      return { named, counted: Object.keys(members), changed: Object.keys(changes) };
    };
    await expect.poll(async () => (await segmentsOf(labelled, known.jobOfAll!)).counted.length).toBe(4);
    const seen = [known.seen];
    expect(await segmentsOf(unlabelled, known.jobOfAll!)).toEqual({ named: ['*'], counted: seen, changed: seen });
    expect(await segmentsOf(unlabelled, known.jobOfBoth!)).toEqual({ named: seen, counted: seen, changed: seen });
    const remove = async (headers: Headers) =>
      (await ask(routeOf('deleteSegmentJob'), headers, { params: { id: known.jobOfHidden! } })).status;
    expect([await remove(unlabelled), await remove(labelled), await remove(labelled)]).toEqual([404, 204, 404]);
  });

  it('an export holds what who asked for it sees; jobs about audiences nobody shows them are none of theirs', async () => {
    let table = '';
    const read = async (headers: Headers) =>
      JSON.parse((await ask(routeOf('runSql'), headers, sql(`select to_json(t) from ${table} t`))).text).rows;
    const rowsOf = async (headers: Headers, name: string): Promise<string> => {
      const to = await unionDataset(name);
      ({ table } = to);
      const body = exportTo(to.id, '');
      const made = await ask(routeOf('createExportJob'), headers, {
        body: { ...body, additionalFields: { eventList: {} } },
      });
      expect(made.status, made.text).toBe(200);
      const params = { exportJobId: String(JSON.parse(made.text).id) };
      const status = async () => JSON.parse((await ask(routeOf('getExportJob'), headers, { params })).text).status;
      await expect.poll(status).toBe('SUCCEEDED');
      const rows = await read(labelled);
      expect(rows).toHaveLength(1);
      return JSON.stringify(rows);
    };
    const [theirs, whole] = [await rowsOf(unlabelled, 'Theirs'), await rowsOf(labelled, 'Whole')];
    // Who reads the rows here carries the label, and so sees the names of columns nobody filled.
    for (const value of [VALUE, HIDDEN_EMAIL]) expect(theirs).not.toContain(value);
    expect(theirs).toContain('"seenInner":"seen"');
    expect(planted(whole)).toEqual(expect.arrayContaining([VALUE, HIDDEN_EMAIL]));
    const eventsOf = (rows: string) => JSON.stringify(JSON.parse(rows)[0][0].timeSeriesEvents);
    expect([eventsOf(theirs), eventsOf(whole)].map((events) => events.includes(VALUE))).toEqual([false, true]);
    // Who does not carry it reads the rows of who does.
    expect(planted(JSON.stringify(await read(unlabelled)))).toEqual([]);
    for (const id of ['getExportJob', 'cancelExportJob'])
      expect((await ask(routeOf(id), unlabelled, { params: { exportJobId: known.exportOfHidden! } })).status).toBe(404);
    const cancel = { params: { exportJobId: known.exportOfHidden! } };
    expect((await ask(routeOf('cancelExportJob'), labelled, cancel)).status).toBe(204);
  });

  it('what is computed of a hidden field is hidden with it, and nobody computes of what they do not see', async () => {
    const value = async (headers: Headers) =>
      (await ask(routeOf('getEntity'), headers, { query: { ...ENTITY, withCA: 'true' } })).text.includes(COMPUTED);
    await expect.poll(() => value(labelled)).toBe(true);
    expect(await value(unlabelled)).toBe(false);
    const asking = {
      body: { ...rule(`${known.tenant}.ComputedAttributes.${COMPUTED} > 0`), name: 'Asks', type: 'SegmentDefinition' },
    };
    const asks = async (headers: Headers) => (await ask(routeOf('createAudience'), headers, asking)).status;
    expect([await asks(unlabelled), await asks(labelled)]).toEqual([400, 200]);
    const attribute = (name: string, field: string) => ({
      name,
      displayName: 'x',
      expression: { type: 'PQL', format: 'pql/text', value: `xEvent[${known.tenant}.${field} = "x"].count()` },
      duration: { count: 1, unit: 'DAYS' },
    });
    const create = async (headers: Headers, field: string, name = 'Mine') =>
      (await ask(routeOf('createComputedAttribute'), headers, { body: attribute(name, field) })).status;
    expect([await create(unlabelled, NAME), await create(unlabelled, 'seen')]).toEqual([400, 200]);
    const remove = async (headers: Headers) =>
      (await ask(routeOf('deleteComputedAttribute'), headers, { params: { attributeId: known.attributeId! } })).status;
    expect([await remove(unlabelled), await remove(labelled)]).toEqual([404, 422]);
  });

  it('batches and runs say what went wrong without naming a field or holding a value', async () => {
    const created = await ask(routeOf('createImportBatch'), unlabelled, {
      body: { datasetId: known.datasetId, inputFormat: { format: 'csv' } },
    });
    const params = { batchId: JSON.parse(created.text).id as string };
    const path = `/data/foundation/import/batches/${params.batchId}/datasets/${known.datasetId}/files/twice.csv`;
    const file = await fetch(platform.url + path, {
      method: 'PUT',
      headers: { ...unlabelled, 'content-type': 'application/octet-stream' },
      body: `${NAME},${NAME}\n${VALUE},2\n`,
    });
    expect(file.status).toBe(201);
    const act = (action: string) => ask(routeOf('actOnImportBatch'), unlabelled, { params, query: { action } });
    expect((await act('COMPLETE')).status).toBe(200);
    const batch = async (headers: Headers) => (await ask(routeOf('getBatch'), headers, { params })).text;
    await expect.poll(() => batch(labelled)).toContain(NAME);
    for (const text of [created.text, await batch(unlabelled), (await act('ABORT')).text])
      expect(planted(text)).toEqual([]);
    expect(await batch(unlabelled)).toContain('INGEST-HEADER');
    const runs = await ask(routeOf('listFlowRuns'), unlabelled, {});
    expect([runs.status, planted(runs.text)]).toEqual([200, []]);
    for (const id of ['getFlowRun', 'performFlowRunAction']) {
      const { status, text } = await ask(routeOf(id), unlabelled, {
        params: { id: 'none' },
        query: { op: 're_trigger' },
      });
      expect([id, status, planted(text)]).toEqual([id, 404, []]);
    }
  });

  it('an external audience that is not shown is read, changed and deleted by nobody else', async () => {
    const params = { audienceId: known.externalId!, taskId: known.taskId!, runId: known.runId! };
    const again = { dataFilterStartTime: 1, differentialIngestion: true };
    const calls: readonly (readonly [string, unknown?])[] = [
      ['getExternalAudienceTask'],
      ['getExternalAudiencesTask'],
      ['getExternalAudienceRun'],
      ['getExternalAudienceRunOld'],
      ['runExternalAudience', again],
      ['patchExternalAudience', { description: 'x' }],
      ['deleteExternalAudience'],
    ];
    for (const [id, body] of calls) {
      const refused = await ask(routeOf(id), unlabelled, { params, body });
      expect([id, refused.status], refused.text).toEqual([id, 404]);
      expect((await ask(routeOf(id), labelled, { params, body })).status, id).toBeLessThan(300);
    }
    const own = await externalAudience(unlabelled, 'From a file of theirs', []);
    expect((await ask(routeOf('getExternalAudienceRun'), unlabelled, { params: own })).status).toBe(404);
    const seen = { params: { audienceId: own.externalId, runId: own.runId } };
    expect((await ask(routeOf('getExternalAudienceRun'), unlabelled, seen)).status).toBe(200);
  });

  it('identities of a hidden field are counted nowhere, have no history, and their links are nobody else’s to undo', async () => {
    for (const id of ['getProfilesByNamespace', 'getNamespaceOverlap', 'getUnstitchedProfiles']) {
      expect((await ask(routeOf(id), unlabelled, {})).text.toLowerCase()).not.toContain('email');
      expect([id, (await ask(routeOf(id), labelled, {})).status]).toEqual([id, 200]);
    }
    expect((await ask(routeOf('getProfilesByNamespace'), labelled, {})).text).toContain('Email');
    const email = { namespace: 'email', id: HIDDEN_EMAIL };
    const history = async (headers: Headers) =>
      JSON.parse((await ask(routeOf('getClusterHistory'), headers, { query: email })).text).xidsClusterHistory[0];
    expect((await history(unlabelled)).clusterHistory).toEqual([]);
    expect((await history(labelled)).clusterHistory).toHaveLength(1);
    const undo = (headers: Headers) => ask(routeOf('undoLink'), headers, { body: { identities: [PHONE, email] } });
    expect((await undo(unlabelled)).status).toBe(404);
    const { id: linkId } = JSON.parse((await undo(labelled)).text) as { id: string };
    expect(JSON.parse((await ask(routeOf('listUndoneLinks'), unlabelled, {})).text).items).toEqual([]);
    const restore = async (headers: Headers) =>
      (await ask(routeOf('restoreLink'), headers, { params: { linkId } })).status;
    expect([await restore(unlabelled), await restore(labelled)]).toEqual([404, 204]);
    for (const id of ['listGraphAlarms', 'getProfilesByDataset', 'getDatasetOverlap'])
      expect(planted((await ask(routeOf(id), unlabelled, {})).text), id).toEqual([]);
  });

  it('mappings are tried and recommended as if hidden fields were not there', async () => {
    const data = { [known.tenant!]: { [NAME]: VALUE, seen: 'seen' }, email: HIDDEN_EMAIL };
    const preview = async (headers: Headers) =>
      (await ask(routeOf('previewMappingSet'), headers, { body: { data, mappingSet: { id: known.mappingSetId } } }))
        .text;
    expect(planted(await preview(labelled))).toEqual(expect.arrayContaining([NAME, VALUE, HIDDEN_EMAIL]));
    expect(planted(await preview(unlabelled))).toEqual([]);
    expect(await preview(unlabelled)).toContain('"seen"');
    const recommended = async (headers: Headers) => {
      const form = new FormData();
      form.append('schema-id', known.schemaId!);
      form.append('sample-file', new Blob([JSON.stringify({ planted_name: 'x', seen: 'x' })]), 'sample.json');
      const url = `${platform.url}/meniscus/v1/mapping-recommendations`;
      return (await fetch(url, { method: 'POST', headers, body: form })).text();
    };
    expect(planted(await recommended(labelled))).toContain(NAME);
    expect(planted(await recommended(unlabelled))).toEqual([]);
  });

  it('who does not see an audience does not delete it, and who does not see fields gets no payloads live', async () => {
    for (const id of ['deleteAudience', 'deleteSegmentDefinition'])
      expect((await ask(routeOf(id), unlabelled, { params: { id: known.labelledId! } })).status).toBe(404);
    expect((await ask(routeOf('streamLive'), unlabelled, { query: { payload: 'true' } })).status).toBe(403);
  });

  it('places of failures, which name fields, are shown live to who sees all fields', async () => {
    const stop = new AbortController();
    const listen = async (headers: Headers): Promise<() => string> => {
      const response = await fetch(`${platform.url}/meniscus/v1/live`, { headers, signal: stop.signal });
      let text = '';
      const reader = response.body!.getReader();
      const read = async (): Promise<void> => {
        const { value, done } = await reader.read();
        text += Buffer.from(value ?? []).toString();
        if (!done) await read();
      };
      read().catch(() => undefined);
      return () => text;
    };
    const [whole, part] = [await listen(labelled), await listen(unlabelled)];
    const wrong = { [known.tenant!]: { [NAME]: 'x'.repeat(101) }, identityMap: { phone: [{ id: '+332' }] } };
    await fetch(known.inlet!, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wrong),
    });
    for (let waited = 0; !(whole().includes('failed') && part().includes('failed')); waited += 50) {
      expect(waited, whole()).toBeLessThan(10_000);
      await sleep(50);
    }
    expect(planted(whole())).toEqual([NAME]);
    expect(planted(part())).toEqual([]);
    stop.abort();
  });

  it('every route that could show fields and does not say how it leaves them out is closed', async () => {
    const silent = routes().filter(({ access, fields }) => holdsFields(access) && fields === undefined);
    expect(silent.length).toBeGreaterThan(50);
    const open: string[] = [];
    for (const route of silent) {
      const { status, text } = await ask(route, unlabelled, {});
      if (status !== 403 || (route.method !== 'HEAD' && !text.includes('ACCESS-1021-403')))
        open.push(`${route.id}: ${status}`);
      if (route.method === 'GET' && (await ask(route, labelled, {})).text.includes('ACCESS-1021-403'))
        open.push(`${route.id} is closed to who sees everything`);
    }
    expect(open).toEqual([]);
  });

  it('routes that say they hold no fields hold none, for who sees everything too', async () => {
    const bare = routes().filter(({ method, fields }) => method === 'GET' && fields === 'none');
    expect(bare.length).toBeGreaterThan(20);
    for (const route of bare) {
      const { text } = await ask(route, labelled, {});
      expect(planted(text), route.id).toEqual([]);
    }
  });

  it('what may be seen and not changed by labels stays as it is, and so do the labels', async () => {
    const match = [{ var: 'subject.roles.labels' }, 'core/', { var: 'resource.labels' }];
    const condition = JSON.stringify({ 'adobe.match_all_labels_by_prefix': match });
    const rules = ['schemas/*/schema-fields/*', 'segments/*'].map((about) => ({
      effect: 'Deny',
      resource: `/orgs/${CREDENTIALS.orgId}/sandboxes/prod/${about}`,
      condition,
      actions: ['com.adobe.action.write', 'com.adobe.action.delete'],
    }));
    const policy = await admin.call<{ id: string }>('POST', POLICIES, { name: 'Read only', status: 'active', rules });
    const refusals: readonly (readonly [string, Request, string])[] = [
      ['patchAudience', { params: { id: known.labelledId! }, body: [] }, 'UPAPI-113752-403'],
      ['replaceAudience', { params: { id: known.labelledId! }, body: { name: 'x' } }, 'UPAPI-113752-403'],
      ['deleteAudience', { params: { id: known.labelledId! } }, 'UPAPI-113752-403'],
      ['patchSchema', { params: { resourceId: known.schemaId! }, body: [] }, 'XDM-1900-403'],
      ['replaceFieldGroup', { params: { resourceId: known.groupId! }, body: {} }, 'XDM-1900-403'],
      ['deleteSchema', { params: { resourceId: known.schemaId! } }, 'XDM-1900-403'],
      ['replaceDescriptor', { body: {} }, 'XDM-1900-403'],
      ['deleteDescriptor', {}, 'XDM-1900-403'],
    ];
    for (const [id, request, code] of refusals) {
      const { status, text } = await ask(routeOf(id), labelled, request);
      expect([id, status, text.includes(code)], text).toEqual([id, 403, true]);
    }
    const change = { params: { id: known.seen! }, body: { description: 'x' } };
    expect((await ask(routeOf('patchSegmentDefinition'), labelled, change)).status).toBe(200);
    await admin.call('DELETE', `${POLICIES}/${policy.id}`);
    const after = await ask(routeOf('patchAudience'), labelled, {
      params: { id: known.labelledId! },
      body: [{ op: 'add', path: '/description', value: 'Changed again' }],
    });
    expect(after.status, after.text).toBe(200);
  });

  it('another role with the label opens everything at once, and the policy switched off too', async () => {
    const second = await caller('Gets the label later', ['view-profiles'], []);
    const seen = async () => planted((await ask(routeOf('getEntity'), second, { query: ENTITY })).text).length > 0;
    expect(await seen()).toBe(false);
    const { items } = await admin.call<{ items: { id: string }[] }>(
      'GET',
      `${ROLES}?property=name==Gets the label later`,
    );
    const label = (op: string) =>
      admin.call('PATCH', `${ROLES}/${items[0]!.id}`, { operations: [{ op, path: '/labels', value: ['core/S1'] }] });
    await label('add');
    expect(await seen()).toBe(true);
    await label('remove');
    expect(await seen()).toBe(false);
    await switchPolicy('inactive');
    expect(await seen()).toBe(true);
  });
});
