import { altIdOf, type Field, requiring, type Violation, validatorFor } from '@meniscus/languages/xdm';
import { identitiesOf, type SchemaIdentity } from './descriptor.ts';
import { inUnion, type Resource, versionOf } from './resource.ts';
import type { Behavior, View } from './view.ts';

/** A schema ready for the way of an event: its tree, its identities, its validator. */
export interface CompiledSchema {
  /** `$id`. */
  readonly id: string;
  readonly altId: string;
  readonly title: string;
  /** `1.minor`. */
  readonly version: string;
  /** `$id` of the class; empty for relational schemas. */
  readonly classId: string;
  readonly behavior: Behavior;
  readonly root: Field;
  /** Fields with an identity descriptor, the primary one first. */
  readonly identities: readonly SchemaIdentity[];
  /** Takes part in profiles. */
  readonly union: boolean;
  /** Registry revision it was compiled at. */
  readonly revision: number;
  /** All violations of an entity, at most `limit`; empty when it fits. Costs about a microsecond for a fitting record. */
  validate(entity: unknown, limit?: number): Violation[];
}

/** Does the record say in its identityMap whose it is? */
function namesSomebody(entity: unknown): boolean {
  const map = (entity as { identityMap?: unknown } | null)?.identityMap;
  if (typeof map !== 'object' || map === null) return false;
  return Object.values(map).some((items) => Array.isArray(items) && items.length > 0);
}

/**
 * Compiles a schema. A primary identity descriptor makes its field, and the objects above it, mandatory (page "Streaming
 * validation"), unless the record's identityMap names somebody: a populated identityMap takes the place of the primary
 * identity field (page "Identity map"), and the documented Capillary payloads carry nothing else.
 */
export function compileSchema(resource: Resource, view: View, revision: number): CompiledSchema {
  const { $id, content } = resource.body;
  const composed = view.composition($id)?.root ?? { type: 'object', fields: {} };
  const identities = identitiesOf(view.descriptorsOf($id));
  const strict = identities
    .filter(({ primary }) => primary)
    .reduce((tree, { path }) => requiring(tree, path), composed);
  const validateNamed = validatorFor(composed);
  const validateUnnamed = strict === composed ? validateNamed : validatorFor(strict);
  return {
    id: $id,
    altId: altIdOf($id),
    title: content.title ?? '',
    version: versionOf(resource),
    classId: view.classOf(content) ?? '',
    behavior: view.behaviorOf(content),
    root: composed,
    identities,
    union: inUnion(content),
    revision,
    validate: (entity, limit) =>
      validateNamed === validateUnnamed || namesSomebody(entity)
        ? validateNamed(entity, limit)
        : validateUnnamed(entity, limit),
  };
}

/**
 * Compiles the union of a class, for datasets that hold exported profiles (page "Export jobs"). It is read-only, takes no
 * part in profiles itself and demands nothing: an export may hold a few fields only.
 */
export function compileUnion(id: string, classId: string, root: Field, revision: number): CompiledSchema {
  const lenient = withoutDemands(root);
  return {
    id,
    altId: id,
    title: root.title ?? 'Union',
    version: '1.0',
    classId,
    behavior: 'record',
    root: lenient,
    identities: [],
    union: false,
    revision,
    validate: validatorFor(lenient),
  };
}

function withoutDemands(field: Field): Field {
  const { required: _, fields, items, values, ...rest } = field;
  return {
    ...rest,
    ...(fields === undefined
      ? {}
      : { fields: Object.fromEntries(Object.entries(fields).map(([name, child]) => [name, withoutDemands(child)])) }),
    ...(items === undefined ? {} : { items: withoutDemands(items) }),
    ...(values === undefined ? {} : { values: withoutDemands(values) }),
  };
}
