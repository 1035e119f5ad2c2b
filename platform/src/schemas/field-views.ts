import type { Field } from '@meniscus/languages/xdm';
import { type Actor, ALL_FIELDS, type FieldView, HiddenFields, type Scope } from '../kernel/index.ts';
import { type Descriptor, identitiesOf, pathOf } from './descriptor.ts';
import type { Registry } from './registry.ts';
import { classOfUnion, type View } from './view.ts';

/** What policies say about labelled things, answered by access; and which audiences carry labels, answered by segmentation. */
export interface Sight {
  /** Undefined when no policy is active; else it changes whenever the answers for the caller may. */
  stamp(actor: Actor, scope: Scope): string | undefined;
  of(actor: Actor, scope: Scope): (resource: Labelled) => boolean;
  labelledAudiences(scopeKey: string): readonly LabelledAudience[];
}

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
export interface LabelView extends Omit<FieldView, 'seesAudience'> {
  /** May the caller see an audience with these labels? */
  seesLabels(id: string, labels: readonly string[]): boolean;
}

const NOTHING_HIDDEN: LabelView = { ...ALL_FIELDS, seesLabels: () => true };
const MOST_KEPT = 1_000;

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

function viewOf(view: View, sees: (resource: Labelled) => boolean, audiences: readonly LabelledAudience[]): LabelView {
  const labelled = view.descriptors.filter(({ body }) => body.content['@type'] === 'xdm:descriptorLabel');
  const labels = new Map<string, { schemaId: string; path: readonly string[]; labels: string[] }>();
  for (const descriptor of labelled)
    for (const path of labelledPaths(descriptor)) {
      const schemaId = descriptor.body.content['xdm:sourceSchema'];
      const key = `${schemaId} ${path.join('/')}`;
      const known = labels.get(key) ?? { schemaId, path, labels: [] };
      known.labels.push(...listOf(descriptor.body.content['xdm:labels']).map(String));
      labels.set(key, known);
    }
  const hidden = [...labels.values()].filter(
    (one) => !sees({ kind: 'schema-field', schemaId: one.schemaId, path: one.path.join('/'), labels: one.labels }),
  );
  const bySchema = new Map(
    [...Map.groupBy(hidden, ({ schemaId }) => schemaId)].map(([id, ones]) => [id, hiding(ones)]),
  );
  const anywhere = hiding(hidden);
  const seesLabels = (id: string, own: readonly string[]) => sees({ kind: 'segment', id, labels: own });
  return {
    whole: hidden.length === 0 && audiences.every(({ id, labels: own }) => seesLabels(id, own)),
    of: (id) => (classOfUnion(id) === undefined ? (bySchema.get(view.idOf(id)) ?? HiddenFields.NONE) : anywhere),
    anywhere,
    namespaces: hiddenNamespaces(view, bySchema),
    seesLabels,
  };
}

function hiding(ones: readonly { readonly path: readonly string[] }[]): HiddenFields {
  return new HiddenFields(ones.map(({ path }) => path));
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
