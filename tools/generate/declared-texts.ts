import { readFileSync } from 'node:fs';
import { functions, OPERATORS } from '../../languages/dataprep/index.ts';
import { compose, eachField, type SchemaNode } from '../../languages/xdm/index.ts';
import { operationOf } from '../../platform/src/access/audit/describe.ts';
import { ACCESS_PROBLEMS } from '../../platform/src/access/errors.ts';
import { DEFAULT_ROLES } from '../../platform/src/access/first-start.ts';
import { CORE_LABELS } from '../../platform/src/access/labels.ts';
import { PERMISSIONS } from '../../platform/src/access/permissions.ts';
import { ACCESS_PHRASES } from '../../platform/src/access/phrases.ts';
import { DEFAULT_POLICY } from '../../platform/src/access/policies.ts';
import { CATALOG_PROBLEMS } from '../../platform/src/catalog/errors.ts';
import { CATALOG_PHRASES } from '../../platform/src/catalog/phrases.ts';
import { FLOW_PROBLEMS } from '../../platform/src/flows/errors.ts';
import { FLOW_PHRASES } from '../../platform/src/flows/phrases.ts';
import { IDENTITY_PROBLEMS } from '../../platform/src/identity/errors.ts';
import { standardNamespaces } from '../../platform/src/identity/namespaces.ts';
import { IDENTITY_PHRASES } from '../../platform/src/identity/phrases.ts';
import { BATCH_PROBLEMS } from '../../platform/src/ingest/batch/errors.ts';
import { INLET_PROBLEMS, RECORD_PROBLEMS } from '../../platform/src/ingest/errors.ts';
import { INGEST_PHRASES } from '../../platform/src/ingest/phrases.ts';
import { FAILURE_CODES, RECORD_PHRASES, REQUEST_PHRASES, type Route } from '../../platform/src/kernel/index.ts';
import { LAKE_PROBLEMS } from '../../platform/src/lake/errors.ts';
import { PARQUET_PHRASES } from '../../platform/src/lake/parquet-rows/phrases.ts';
import { LAKE_PHRASES } from '../../platform/src/lake/phrases.ts';
import { STORED_ROW_PHRASES } from '../../platform/src/lake/row-phrases.ts';
import { SQL_PHRASES } from '../../platform/src/lake/sql/said.ts';
import { MAPPING_PROBLEMS } from '../../platform/src/mapping/errors.ts';
import { MAPPING_PHRASES } from '../../platform/src/mapping/phrases.ts';
import { ALERT_PHRASES } from '../../platform/src/monitoring/alerts/phrases.ts';
import { ALERT_RULES } from '../../platform/src/monitoring/alerts/rules.ts';
import { MONITORING_PROBLEMS } from '../../platform/src/monitoring/errors.ts';
import { MONITORING_PHRASES } from '../../platform/src/monitoring/phrases.ts';
import { PROFILE_PROBLEMS } from '../../platform/src/profile/errors.ts';
import { PROFILE_PHRASES } from '../../platform/src/profile/phrases.ts';
import { REGISTRY_PROBLEMS } from '../../platform/src/schemas/errors.ts';
import { loadLibrary } from '../../platform/src/schemas/library.ts';
import { REGISTRY_PHRASES } from '../../platform/src/schemas/phrases.ts';
import { SEGMENTATION_PROBLEMS } from '../../platform/src/segmentation/errors.ts';
import { AUDIENCE_PHRASES } from '../../platform/src/segmentation/phrases.ts';
import { SERVER_PROBLEMS } from '../../platform/src/server/errors.ts';
import { GATEWAY_PROBLEMS } from '../../platform/src/server/gateway.ts';
import { SOURCE_PROBLEMS } from '../../platform/src/sources/errors.ts';
import { SOURCE_PHRASES } from '../../platform/src/sources/phrases.ts';
import { connectors } from '../../platform/src/sources/sources.generated.ts';

export const DECLARED_TEXTS_FILE = 'console/src/ui/declared.generated.ts';

type Texts = Readonly<Record<string, string>>;

function byCode<T>(things: readonly T[], code: (one: T) => string, text: (one: T) => string | undefined): Texts {
  return Object.fromEntries(
    things
      .flatMap((one) => {
        const said = text(one);
        return said === undefined ? [] : [[code(one), said] as const];
      })
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** What every stage keeps a table of; the answers hold the codes (`phrase`). */
const PROBLEMS = Object.entries({
  ...GATEWAY_PROBLEMS,
  ...SERVER_PROBLEMS,
  ...ACCESS_PROBLEMS,
  ...REGISTRY_PROBLEMS,
  ...CATALOG_PROBLEMS,
  ...MAPPING_PROBLEMS,
  ...FLOW_PROBLEMS,
  ...SOURCE_PROBLEMS,
  ...INLET_PROBLEMS,
  ...RECORD_PROBLEMS,
  ...BATCH_PROBLEMS,
  ...LAKE_PROBLEMS,
  ...IDENTITY_PROBLEMS,
  ...PROFILE_PROBLEMS,
  ...MONITORING_PROBLEMS,
});

interface Property {
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
}

interface Component {
  readonly $id: string;
  readonly title: string;
  readonly description?: string;
  readonly kind: string;
}

/** The standard classes, field groups and data types: what schemas are made of by hand. */
function standardComponents(): readonly Component[] {
  return readFileSync('languages/xdm/standard/components.ndjson', 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Component)
    .filter(({ kind }) => kind === 'class' || kind === 'fieldgroup' || kind === 'datatype');
}

/** Changes and sign-ins: what the audit log is full of. What is only read is there when it was refused. */
function writesEvents({ access, method }: Route): boolean {
  return access.kind === 'public' ? method !== 'GET' : access.action !== undefined && access.action !== 'read';
}

/** Classes and field groups most schemas of people, shopping and loyalty are made of: what their fields are called is loaded by itself. */
const MOST_USED = [
  ...['context/profile', 'context/experienceevent', 'context/identitymap', 'context/profile-segmentation'],
  ...['context/profile-person-details', 'context/profile-personal-details', 'context/profile-preferences-details'],
  ...['context/profile-privacy', 'context/profile-subscriptions', 'context/profile-test-profile'],
  ...['mixins/profile-consents', 'mixins/profile/profile-loyalty-details', 'data/record-timeseries-events'],
  ...['context/experienceevent-commerce', 'context/experienceevent-loyalty-details', 'context/experienceevent-web'],
  ...['context/experienceevent-order-details', 'context/experienceevent-environment-details'],
  ...['context/experienceevent-application', 'context/experienceevent-channel', 'context/experienceevent-marketing'],
  ...['context/experienceevent-enduserids', 'context/experienceevent-privacy', 'context/experienceevent-search'],
];

interface FieldTexts {
  readonly titles: ReadonlySet<string>;
  readonly descriptions: ReadonlySet<string>;
  /** What suggested values are called. */
  readonly values: ReadonlySet<string>;
}

/** What the declarations of these parts say of fields, wherever they lie. */
function fieldTexts(documents: readonly SchemaNode[]): FieldTexts {
  const found = { titles: new Set<string>(), descriptions: new Set<string>(), values: new Set<string>() };
  const inside = (under: unknown): void => {
    for (const node of Object.values((under ?? {}) as Readonly<Record<string, unknown>>)) read(node);
  };
  const read = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { title, description, 'meta:enum': named, ...rest } = node as SchemaNode;
    if (title !== undefined) found.titles.add(title);
    if (description !== undefined) found.descriptions.add(description);
    for (const name of Object.values(named ?? {})) found.values.add(name);
    within(rest as SchemaNode);
  };
  const within = ({ definitions, properties, allOf, oneOf, anyOf, items, additionalProperties }: SchemaNode): void => {
    for (const under of [definitions, properties, allOf, oneOf, anyOf, [items, additionalProperties]]) inside(under);
  };
  for (const document of documents) {
    within(document);
    if (document['meta:resourceType'] !== 'datatypes') continue;
    // A field that is one of these and has no words of its own has those of the type.
    found.titles.add(document.title!);
    found.descriptions.add(document.description ?? '');
  }
  for (const texts of Object.values(found)) texts.delete('');
  return found;
}

/** What is said of the fields of these once all parts are joined, each text once: a field may have the words of the part it is. */
function joinedTexts(parts: readonly string[]): Pick<FieldTexts, 'titles' | 'descriptions'> {
  const library = loadLibrary();
  const found = { titles: new Set<string>(), descriptions: new Set<string>() };
  for (const part of parts) {
    const document = library.document(part);
    if (document === undefined) throw new Error(`the library has no ${part}`);
    eachField(compose(document, (id) => library.document(id)).root, (_, field) => {
      for (const one of [field, field.items]) {
        if (one?.title !== undefined) found.titles.add(one.title);
        if (one?.description !== undefined) found.descriptions.add(one.description);
      }
    });
  }
  for (const texts of Object.values(found)) texts.delete('');
  return found;
}

/** What the library says of its fields: all of it, the names of those most schemas have apart. */
function libraryFields(): Readonly<Record<'most' | 'other' | 'descriptions' | 'values', readonly string[]>> {
  const library = loadLibrary();
  const parts = library.entries.filter(({ kind }) => kind !== 'descriptor');
  const { titles, descriptions, values } = fieldTexts(parts.map(({ id }) => library.document(id)!));
  const { titles: most } = joinedTexts(MOST_USED.map((part) => `https://ns.adobe.com/xdm/${part}`));
  const joined = joinedTexts(parts.map(({ id }) => id));
  return {
    most: [...most],
    other: [...new Set([...titles, ...joined.titles])].filter((title) => !most.has(title)),
    descriptions: [...new Set([...descriptions, ...joined.descriptions])],
    values: [...values],
  };
}

/** Everything the platform declares for people, in English, by the code it has in answers. */
function declaredTexts(routes: readonly Route[]): Readonly<Record<string, Texts>> {
  const specs = connectors.map(({ connectionSpec }) => connectionSpec).filter(({ role }) => role === 'source');
  const ways = specs.flatMap(({ name, auth }) => auth.map((way) => ({ spec: name, way })));
  const parameters = ways.flatMap(({ spec, way }) =>
    Object.entries(way.params.properties).map(([name, property]) => ({
      code: `${spec}/${name}`,
      property: property as Property,
    })),
  );
  const options = parameters.flatMap(({ property }) => property.enum ?? []);
  const samples = connectors.flatMap(({ examples }) => examples.map(({ title }) => title));
  const components = standardComponents();
  const fields = libraryFields();
  const itself = (text: string) => text;
  return {
    permission: byCode(
      PERMISSIONS,
      ({ slug }) => slug,
      ({ name }) => name,
    ),
    permissionCategory: byCode(
      PERMISSIONS.map(({ category }) => category),
      itself,
      itself,
    ),
    alertRule: byCode(
      ALERT_RULES,
      ({ id }) => id,
      ({ title }) => title,
    ),
    alertRuleDescription: byCode(
      ALERT_RULES,
      ({ id }) => id,
      ({ description }) => description,
    ),
    sourceTitle: byCode(
      specs,
      ({ name }) => name,
      ({ title }) => title,
    ),
    sourceDescription: byCode(
      specs,
      ({ name }) => name,
      ({ description }) => description,
    ),
    sourceCategory: byCode(
      specs.map(({ category }) => category),
      itself,
      itself,
    ),
    sample: byCode(samples, itself, itself),
    signIn: byCode(
      ways,
      ({ way }) => way.name,
      ({ way }) => way.name,
    ),
    parameter: byCode(
      parameters,
      ({ code }) => code,
      ({ code, property }) => property.title ?? code,
    ),
    parameterHint: byCode(
      parameters,
      ({ code }) => code,
      ({ property }) => property.description,
    ),
    parameterOption: byCode(options, itself, itself),
    mappingFunction: byCode(
      functions,
      ({ name }) => name,
      ({ prose }) => prose,
    ),
    mappingOperator: byCode(
      OPERATORS,
      ({ methodName }) => methodName,
      ({ description }) => description,
    ),
    recordPhrase: RECORD_PHRASES,
    problemTitle: byCode(
      PROBLEMS.map(([, [title]]) => title),
      itself,
      itself,
    ),
    problemPhrase: {
      ...Object.fromEntries(PROBLEMS.map(([code, [, detail]]) => [code, detail])),
      ...SEGMENTATION_PROBLEMS,
      ...SQL_PHRASES,
    },
    requestPhrase: REQUEST_PHRASES,
    accessPhrase: ACCESS_PHRASES,
    catalogPhrase: CATALOG_PHRASES,
    flowPhrase: FLOW_PHRASES,
    sourcePhrase: SOURCE_PHRASES,
    ingestPhrase: { ...INGEST_PHRASES, ...PARQUET_PHRASES, ...STORED_ROW_PHRASES },
    monitoringPhrase: MONITORING_PHRASES,
    registryPhrase: REGISTRY_PHRASES,
    mappingPhrase: MAPPING_PHRASES,
    identityPhrase: IDENTITY_PHRASES,
    audiencePhrase: AUDIENCE_PHRASES,
    profilePhrase: PROFILE_PHRASES,
    lakePhrase: LAKE_PHRASES,
    alertPhrase: ALERT_PHRASES,
    failureCode: FAILURE_CODES,
    role: byCode(Object.keys(DEFAULT_ROLES), itself, itself),
    roleDescription: DEFAULT_ROLES,
    policyDescription: { [DEFAULT_POLICY.name]: DEFAULT_POLICY.description },
    label: byCode(
      CORE_LABELS,
      ({ name }) => name,
      ({ friendlyName }) => friendlyName,
    ),
    labelDescription: byCode(
      CORE_LABELS,
      ({ name }) => name,
      ({ description }) => description,
    ),
    labelCategory: byCode(
      CORE_LABELS.map(({ category }) => category),
      itself,
      itself,
    ),
    namespace: byCode(
      standardNamespaces(),
      ({ code }) => code,
      ({ name }) => name,
    ),
    namespaceDescription: byCode(
      standardNamespaces(),
      ({ code }) => code,
      ({ description }) => description,
    ),
    component: byCode(
      components,
      ({ $id }) => $id,
      ({ title }) => title,
    ),
    componentDescription: byCode(
      components,
      ({ $id }) => $id,
      ({ description }) => description,
    ),
    fieldTitle: byCode(fields.most, itself, itself),
    otherFieldTitle: byCode(fields.other, itself, itself),
    fieldDescription: byCode(fields.descriptions, itself, itself),
    fieldValue: byCode(fields.values, itself, itself),
    auditedAsset: byCode(
      routes.filter(writesEvents).map((one) => operationOf(one).assetType),
      itself,
      itself,
    ),
  };
}

/**
 * The texts as a module the console takes its codes from: a translation that lacks one of them does not compile. One constant
 * for each kind, so that whoever shows one kind loads no other.
 */
export function generateDeclaredTexts(routes: readonly Route[]): string {
  const kinds = Object.entries(declaredTexts(routes));
  const constants = kinds.map(
    ([kind, texts]) => `export const ${kind} = ${JSON.stringify(texts, undefined, 2)} as const;\n`,
  );
  return `// Made of the platform's declarations by \`npm run generate\`. Do not edit.

${constants.join('\n')}
/** What the platform says for people, in English, by kind and code. */
export const DECLARED = { ${kinds.map(([kind]) => kind).join(', ')} } as const;
`;
}
