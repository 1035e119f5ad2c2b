import type { Field } from '@meniscus/languages/xdm';
import { type Actor, ALL_FIELDS, type FieldView, HiddenFields, type Scope } from '../kernel/index.ts';
import { type Descriptor, identitiesOf, pathOf } from './descriptor.ts';
import type { Registry } from './registry.ts';
import { isUnion, type View } from './view.ts';

/** What policies say about labelled things, answered by access; and which audiences carry labels, answered by segmentation. */
export interface Sight {
  /** Undefined when no policy is active; else it changes whenever the answers for the caller may. */
  stamp(actor: Actor, scope: Scope): string | undefined;
  of(actor: Actor, scope: Scope): Judge;
  labelledAudiences(scopeKey: string): readonly LabelledAudience[];
}

type LabelledAction = 'read' | 'write' | 'delete';
type Judge = (resource: Labelled, action: LabelledAction) => boolean;

interface LabelledAudience {
  readonly id: string;
  readonly labels: readonly string[];
}

type Labelled =
  | {
      readonly kind: 'schema-field';
      readonly schemaId: string;
      readonly path: string;
      readonly labels: readonly string[];
    }
  | { readonly kind: 'segment'; readonly id: string; readonly labels: readonly string[] };

/** What labels hide of fields; of audiences it knows the labels alone, what their rules read knows segmentation. */
export interface LabelView extends Omit<FieldView, 'seesAudience' | 'mayChangeAudience'> {
  /** What may the caller do with an audience with these labels? */
  allowsAudience(id: string, labels: readonly string[], action: LabelledAction): boolean;
}

const NOTHING_HIDDEN: LabelView = { ...ALL_FIELDS, allowsAudience: () => true };
const MOST_KEPT = 1_000;
/** Where a row of an export has the events of a person. */
const EVENTS_OF_UNION = 'timeSeriesEvents';

/**
 * Which fields a caller may see: the one place that says so. Made of the label descriptors of the sandbox, the labels of the
 * caller's roles and the active policies; kept for all callers with the same labels until a descriptor, a role or a policy
 * changes.
 */
export class FieldViews {
  readonly #registry: Registry;
  readonly #sight: Sight;
  readonly #kept = new Map<string, LabelView>();
  #revision = -1;

  constructor(registry: Registry, sight: Sight) {
    this.#registry = registry;
    this.#sight = sight;
  }

  async of(actor: Actor, scope: Scope): Promise<LabelView> {
    const stamp = this.#sight.stamp(actor, scope);
    if (stamp === undefined) return NOTHING_HIDDEN;
    const audiences = this.#sight.labelledAudiences(scope.key);
    const revision = this.#registry.revision();
    if (revision !== this.#revision || this.#kept.size > MOST_KEPT) this.#kept.clear();
    this.#revision = revision;
    const key = JSON.stringify([scope.key, stamp, audiences]);
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const made = viewOf(await this.#registry.view(scope), this.#sight.of(actor, scope), audiences);
    // What was declared meanwhile is not in it: good for this call, not for the next.
    if (this.#registry.revision() === revision) this.#kept.set(key, made);
    return made;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** Paths a label descriptor is about; without a property it is about the whole schema. */
function labelledPaths({ body: { content } }: Descriptor): readonly (readonly string[])[] {
  const properties = listOf(content['xdm:sourceProperty']);
  return properties.length === 0 ? [[]] : properties.map(pathOf);
}

interface LabelledField {
  readonly schemaId: string;
  readonly path: readonly string[];
  readonly labels: string[];
}

/** Fields that descriptors label, each once with all of its labels. */
function labelledFields(view: View): readonly LabelledField[] {
  const fields = new Map<string, LabelledField>();
  for (const descriptor of view.descriptors) {
    const { '@type': type, 'xdm:sourceSchema': schemaId, 'xdm:labels': labels } = descriptor.body.content;
    if (type !== 'xdm:descriptorLabel') continue;
    for (const path of labelledPaths(descriptor)) {
      const key = `${schemaId} ${path.join('/')}`;
      const field = fields.get(key) ?? { schemaId, path, labels: [] };
      field.labels.push(...listOf(labels).map(String));
      fields.set(key, field);
    }
  }
  return [...fields.values()];
}

function viewOf(view: View, judge: Judge, audiences: readonly LabelledAudience[]): LabelView {
  const fields = labelledFields(view);
  const allows = ({ schemaId, path, labels }: LabelledField, action: LabelledAction) =>
    judge({ kind: 'schema-field', schemaId, path: path.join('/'), labels }, action);
  const hidden = fields.filter((field) => !allows(field, 'read'));
  const bySchema = new Map(
    [...Map.groupBy(hidden, ({ schemaId }) => schemaId)].map(([id, ones]) => [
      id,
      new HiddenFields(ones.map(({ path }) => path)),
    ]),
  );
  const paths = hidden.map(({ path }) => path);
  const namespaces = hiddenNamespaces(view, bySchema);
  const allowsAudience: LabelView['allowsAudience'] = (id, labels, action) =>
    judge({ kind: 'segment', id, labels }, action);
  const whole = hidden.length === 0 && audiences.every(({ id, labels }) => allowsAudience(id, labels, 'read'));
  const inUnion = whole ? HiddenFields.NONE : alsoOfEvents([...paths, ...hiddenMaps(namespaces)]);
  return {
    whole,
    of: (id) => (isUnion(id) ? inUnion : (bySchema.get(view.idOf(id)) ?? HiddenFields.NONE)),
    anywhere: alsoOfEvents(paths),
    namespaces,
    mayChangeSchema: (id, action) => fields.every((field) => field.schemaId !== id || allows(field, action)),
    allowsAudience,
  };
}

/** Paths hidden in profiles, which a row of an export may have once more below its events. */
function alsoOfEvents(paths: readonly (readonly string[])[]): HiddenFields {
  return new HiddenFields([...paths, ...paths.map((path) => [EVENTS_OF_UNION, ...path])]);
}

/**
 * Maps of rows of exports that may hold what somebody does not see: identities that hidden fields carry, and memberships in
 * audiences that ask about them. A row is as who exported it saw it, and a column is the same for every row.
 */
function hiddenMaps(namespaces: ReadonlySet<string>): readonly (readonly string[])[] {
  return [['segmentMembership'], ...(namespaces.size > 0 ? [['identityMap']] : [])];
}

function hiddenNamespaces(view: View, bySchema: ReadonlyMap<string, HiddenFields>): ReadonlySet<string> {
  const hidden = [...bySchema].flatMap(([id, fields]) =>
    identitiesOf(view.descriptorsOf(id)).filter(({ path }) => fields.at(path) === 'all'),
  );
  return new Set(hidden.map(({ namespace }) => namespace.toLowerCase()));
}

/**
 * The tree of a schema as somebody sees it. An object that takes unknown keys, and a map, are left out whole when something
 * in them is hidden: of what is in them by other names nobody can say.
 */
export function visibleFields(root: Field, hidden: HiddenFields): Field {
  if (hidden.isEmpty) return root;
  if (hidden.at([]) === 'all') return { type: 'object', fields: {} };
  return visible(root, hidden, []) ?? { type: 'object', fields: {} };
}

function visible(field: Field, hidden: HiddenFields, path: readonly string[]): Field | undefined {
  const at = hidden.at(path);
  if (at === 'nothing') return field;
  if (at === 'all') return undefined;
  if (field.items !== undefined) {
    const items = visible(field.items, hidden, path);
    return items === undefined ? undefined : { ...field, items };
  }
  if (field.fields === undefined || (field.open === true && path.length > 0)) return undefined;
  const kept = Object.entries(field.fields)
    .map(([name, child]) => [name, visible(child, hidden, [...path, name])] as const)
    .filter((entry): entry is readonly [string, Field] => entry[1] !== undefined);
  if (kept.length === 0) return undefined;
  const { open: _, required, ...rest } = field;
  const fields = Object.fromEntries(kept);
  const left = required?.filter((name) => Object.hasOwn(fields, name)) ?? [];
  return { ...rest, fields, ...(left.length === 0 ? {} : { required: left }) };
}
