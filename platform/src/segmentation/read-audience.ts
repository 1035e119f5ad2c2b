import type { AudienceBody, AudienceExpression, EvaluationMethod, LifecycleState } from './audience.ts';
import { badAudience, badBody, unusable } from './errors.ts';
import { say } from './phrases.ts';

type Fields = Readonly<Record<string, unknown>>;

const PROFILE = '_xdm.context.profile';
const MAX_NAME = 256;
/** `active` is the older word for published. */
const STATES: Readonly<Record<string, LifecycleState>> = {
  draft: 'draft',
  published: 'published',
  active: 'published',
  inactive: 'inactive',
};
const NAMESPACES = new Set(['AEPSegments', 'AAM', 'AAMSegments', 'AAMTraits', 'AO', 'CustomerAudienceUpload']);
const ORIGINS = new Set([
  'REAL_TIME_CUSTOMER_PROFILE',
  'CUSTOM_UPLOAD',
  'AUDIENCE_ORCHESTRATION',
  'AUDIENCE_MANAGER',
  'AUDIENCE_MATCH',
]);

/**
 * Reads what a caller sent into what is stored; fields nobody may set are passed over, so a whole answer can be sent
 * back. Throws the documented problems. Whether the rule itself is right is checked where it is compiled.
 */
export function readAudience(input: unknown, at: number): AudienceBody {
  if (!isFields(input)) throw badBody(say('audience-one-object'));
  const type = choice(input.type, 'type', new Set(['SegmentDefinition', 'ExternalSegment']), 'SegmentDefinition');
  const external = type === 'ExternalSegment';
  const expression = external ? undefined : readExpression(input.expression);
  return withoutAbsent({
    name: requiredText(input.name, 'name'),
    description: text(input.description, 'description'),
    type: type as AudienceBody['type'],
    expression,
    schema: readSchema(input.schema),
    method: readMethod(input.evaluationInfo),
    lifecycleState: readState(input.lifecycleState ?? input.lifecycle),
    namespace: choice(input.namespace, 'namespace', NAMESPACES, external ? 'CustomerAudienceUpload' : 'AEPSegments'),
    originName: choice(
      input.originName,
      'originName',
      ORIGINS,
      external ? 'CUSTOM_UPLOAD' : 'REAL_TIME_CUSTOMER_PROFILE',
    ),
    labels: readLabels(input.labels),
    mergePolicyId: text(input.mergePolicyId, 'mergePolicyId'),
    ttlInDays: wholeNumber(input.ttlInDays, 'ttlInDays'),
    payloadSchema: text(input.payloadSchema, 'payloadSchema'),
    overridePerformanceWarnings: input.overridePerformanceWarnings === true,
    audienceId: external ? text(input.audienceId, 'audienceId') : undefined,
    datasetId: text(input.datasetId, 'datasetId'),
    audienceMeta: fields(input.audienceMeta, 'audienceMeta'),
    linkedAudienceRef: fields(input.linkedAudienceRef, 'linkedAudienceRef'),
    ruleSince: at,
  });
}

/** Reads an expression object; `type` may be in any case, a JSON tree may come as an object. */
export function readExpression(input: unknown): AudienceExpression {
  if (!isFields(input))
    throw unusable(
      'expression',
      say('audience-such', { example: '{"type": "PQL", "format": "pql/text", "value": "…"}' }),
    );
  if (input.type !== undefined && String(input.type).toUpperCase() !== 'PQL')
    throw unusable('expression.type', say('audience-always-pql'));
  const format = choice(
    input.format,
    'expression.format',
    new Set(['pql/text', 'pql/json']),
    'pql/text',
  ) as AudienceExpression['format'];
  const value = format === 'pql/json' && isFields(input.value) ? JSON.stringify(input.value) : input.value;
  return { type: 'PQL', format, value: requiredText(value, 'expression.value', Number.POSITIVE_INFINITY) };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutAbsent(body: { [Name in keyof AudienceBody]: AudienceBody[Name] | undefined }): AudienceBody {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as unknown as AudienceBody;
}

function requiredText(value: unknown, name: string, longest = MAX_NAME): string {
  if (typeof value !== 'string' || value.trim() === '') throw unusable(name, say('audience-text'));
  if (value.length > longest) throw unusable(name, say('audience-longer', { most: longest }));
  return value;
}

function text(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw unusable(name, say('audience-text'));
  return value;
}

function wholeNumber(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Number.isInteger(value) || (value as number) < 1) throw unusable(name, say('audience-whole-from', { least: 1 }));
  return value as number;
}

function fields(value: unknown, name: string): object | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isFields(value)) throw unusable(name, say('audience-an-object'));
  return value;
}

/** One of the words, compared without regard to case; the fallback when there is none. */
function choice(value: unknown, name: string, words: ReadonlySet<string>, fallback: string): string {
  if (value === undefined || value === null) return fallback;
  const found = [...words].find((word) => word.toLowerCase() === String(value).toLowerCase());
  if (found === undefined) throw unusable(name, say('audience-one-of', { words: [...words].join(', ') }));
  return found;
}

/** Only people can be segmented; audiences of accounts are another edition. */
function readSchema(value: unknown): { name: string } {
  const name = isFields(value) ? (value.name ?? PROFILE) : PROFILE;
  if (name !== PROFILE) throw badAudience(say('audience-must-be', { name: 'schema.name', value: PROFILE }));
  return { name: PROFILE };
}

function readState(value: unknown): LifecycleState {
  if (value === undefined || value === null) return 'published';
  const state = String(value).toLowerCase();
  if (Object.hasOwn(STATES, state)) return STATES[state]!;
  if (state === 'deleted' || state === 'archived') throw badAudience(say('audience-state-deleted'));
  throw unusable('lifecycleState', say('audience-one-of', { words: 'draft, published, inactive' }));
}

function readLabels(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((label) => typeof label === 'string'))
    throw unusable('labels', say('audience-texts'));
  return value;
}

/** The fastest method that was switched on; none when nothing was, which leaves the choice to us. */
function readMethod(value: unknown): EvaluationMethod | undefined {
  const info = fields(value, 'evaluationInfo') as
    | Readonly<Record<string, { enabled?: unknown } | undefined>>
    | undefined;
  const methods: readonly EvaluationMethod[] = ['synchronous', 'continuous', 'batch'];
  return methods.find((method) => info?.[method]?.enabled === true);
}
