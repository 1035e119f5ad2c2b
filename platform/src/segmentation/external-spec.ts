import { badBody, badExternal, unusable } from './errors.ts';
import { say } from './phrases.ts';

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
  if (!isFields(input)) throw badBody(say('audience-one-object'));
  const { name, description, ttlInDays = DEFAULT_DAYS, labels = [], namespace = 'CustomerAudienceUpload' } = input;
  if (typeof name !== 'string' || name.trim() === '') throw unusable('name', say('audience-text'));
  if (!Number.isInteger(ttlInDays) || (ttlInDays as number) < 1 || (ttlInDays as number) > MOST_DAYS)
    throw unusable('ttlInDays', say('audience-whole-from-to', { least: 1, most: MOST_DAYS }));
  if (input.audienceType !== undefined && input.audienceType !== 'people')
    throw badExternal(say('audience-people-only'));
  if (!Array.isArray(labels) || !labels.every((label) => typeof label === 'string'))
    throw unusable('labels', say('audience-texts'));
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
  if (!Array.isArray(input) || input.length === 0) throw unusable('fields', say('audience-columns'));
  const fields = input.map((field: unknown) => {
    if (!isFields(field) || typeof field.name !== 'string' || field.name === '' || !TYPES.has(String(field.type)))
      throw unusable('fields', say('audience-column', { types: [...TYPES].join(', ') }));
    const { name, type, identityNs, labels } = field;
    if (identityNs !== undefined && (typeof identityNs !== 'string' || !namespaceExists(identityNs)))
      throw badExternal(say('audience-no-namespace', { code: String(identityNs) }));
    return {
      name,
      type: String(type),
      ...(identityNs === undefined ? {} : { identityNs }),
      ...(Array.isArray(labels) ? { labels: labels.map(String) } : {}),
    };
  });
  const identities = fields.filter(({ identityNs }) => identityNs !== undefined).length;
  if (identities !== 1) throw badExternal(say('audience-one-identity', { count: identities }));
  return fields;
}

function readSource(input: unknown): SpecBody['sourceSpec'] {
  const { path, type = 'file' } = isFields(input) ? input : {};
  if (typeof path !== 'string' || path === '') throw unusable('sourceSpec.path', say('audience-uploaded'));
  if (type !== 'file') throw badExternal(say('audience-files-only'));
  return { path, type };
}
