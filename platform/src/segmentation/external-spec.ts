import { badBody, badExternal } from './errors.ts';

/** What a caller says of an external audience's file. */
export interface SpecBody {
  readonly name: string;
  readonly description?: string;
  readonly fields: readonly {
    readonly name: string;
    readonly type: string;
    readonly identityNs?: string;
    readonly labels?: readonly string[];
  }[];
  readonly sourceSpec: { readonly path: string; readonly type: 'file' };
  /** Days a membership lasts after the file was last read. */
  readonly ttlInDays: number;
  readonly labels: readonly string[];
  readonly namespace: string;
}

const TYPES = new Set(['string', 'number', 'long', 'integer', 'date', 'datetime', 'boolean']);
const DEFAULT_DAYS = 30;
const MOST_DAYS = 90;

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads what was sent (page "External audiences endpoint") into the audience and the description of its file. */
export function readSpec(
  input: unknown,
  namespaceExists: (code: string) => boolean,
): { audience: Record<string, unknown>; spec: SpecBody } {
  if (!isFields(input)) throw badBody('The body must be one JSON object.');
  const { name, description, ttlInDays = DEFAULT_DAYS, labels = [], namespace = 'CustomerAudienceUpload' } = input;
  if (typeof name !== 'string' || name.trim() === '') throw badBody('No usable value for name: give a text.');
  if (!Number.isInteger(ttlInDays) || (ttlInDays as number) < 1 || (ttlInDays as number) > MOST_DAYS)
    throw badBody(`No usable value for ttlInDays: give a whole number from 1 to ${MOST_DAYS}.`);
  if (input.audienceType !== undefined && input.audienceType !== 'people')
    throw badExternal('audienceType must be people; audiences of accounts are another edition.');
  if (!Array.isArray(labels) || !labels.every((label) => typeof label === 'string'))
    throw badBody('No usable value for labels: give a list of texts.');
  const fields = readFields(input.fields, namespaceExists);
  const spec = {
    name,
    ...(typeof description === 'string' ? { description } : {}),
    fields,
    sourceSpec: readSource(input.sourceSpec),
    ttlInDays: ttlInDays as number,
    labels: labels as string[],
    namespace: String(namespace),
  };
  const audience = {
    name,
    description: spec.description,
    type: 'ExternalSegment',
    namespace: spec.namespace,
    originName: input.originName ?? 'CUSTOM_UPLOAD',
    labels: spec.labels,
    ttlInDays: spec.ttlInDays,
  };
  return { audience, spec };
}

function readFields(input: unknown, namespaceExists: (code: string) => boolean): SpecBody['fields'] {
  if (!Array.isArray(input) || input.length === 0)
    throw badBody('No usable value for fields: give the columns of the file.');
  const fields = input.map((field: unknown) => {
    if (!isFields(field) || typeof field.name !== 'string' || field.name === '' || !TYPES.has(String(field.type)))
      throw badBody(`No usable value for fields: each has a name and a type of ${[...TYPES].join(', ')}.`);
    const { name, type, identityNs, labels } = field;
    if (identityNs !== undefined && (typeof identityNs !== 'string' || !namespaceExists(identityNs)))
      throw badExternal(`There is no identity namespace ${String(identityNs)}.`);
    return {
      name,
      type: String(type),
      ...(identityNs === undefined ? {} : { identityNs }),
      ...(Array.isArray(labels) ? { labels: labels.map(String) } : {}),
    };
  });
  const identities = fields.filter(({ identityNs }) => identityNs !== undefined).length;
  if (identities !== 1)
    throw badExternal(`One field must have identityNs, the namespace of its values; ${identities} have.`);
  return fields;
}

function readSource(input: unknown): SpecBody['sourceSpec'] {
  const { path, type = 'file' } = isFields(input) ? input : {};
  if (typeof path !== 'string' || path === '')
    throw badBody('No usable value for sourceSpec.path: give the name of an uploaded file.');
  if (type !== 'file') throw badExternal('sourceSpec.type must be file; folders are not read.');
  return { path, type };
}
