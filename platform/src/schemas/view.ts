import {
  type Composition,
  compose,
  type Field,
  type Kept,
  type SchemaNode,
  type StandardLibrary,
} from '@meniscus/languages/xdm';
import type { Descriptor } from './descriptor.ts';
import { displayInfosOf, withDisplayInfos } from './display-info.ts';
import {
  documentKey,
  inUnion,
  isRelational,
  type Kind,
  type Resource,
  type ResourceBody,
  referencesOf,
} from './resource.ts';

/** Kind of anything that can be referred to. */
export type AnyKind = Kind | 'behaviors' | 'descriptors';

const LIBRARY_KINDS: Readonly<Record<string, AnyKind>> = {
  class: 'classes',
  fieldgroup: 'fieldgroups',
  datatype: 'datatypes',
  common: 'datatypes',
  behavior: 'behaviors',
  descriptor: 'descriptors',
};

interface Indexed {
  readonly count: number;
  readonly bySchema: ReadonlyMap<string, readonly Descriptor[]>;
}

/** Descriptors that are looked through rather than indexed anew: a view of one more is made for each that is imported. */
const NOT_INDEXED = 100;

function sourceSchemaOf({ body }: Descriptor): string {
  return body.content['xdm:sourceSchema'];
}

/** Behaviour of data under a class. */
export type Behavior = 'record' | 'time-series' | 'adhoc';

/**
 * Everything one sandbox has declared, at one moment, together with the standard library. Immutable; answers questions
 * about references without going to the store.
 */
export class View {
  readonly resources: readonly Resource[];
  readonly descriptors: readonly Descriptor[];
  readonly library: StandardLibrary;
  readonly #byKey: ReadonlyMap<string, Resource>;
  #byTitle: ReadonlyMap<unknown, readonly Resource[]> | undefined;
  /** The first descriptors by their schema; those behind them are looked through. */
  #indexed: Indexed = { count: 0, bySchema: new Map() };
  #usage: ReadonlyMap<string, number> | undefined;
  readonly #compositions: Map<string, Composition>;

  constructor(
    library: StandardLibrary,
    resources: readonly Resource[],
    descriptors: readonly Descriptor[],
    compositions = new Map<string, Composition>(),
    byKey: ReadonlyMap<string, Resource> = new Map(resources.map((resource) => [resource.id, resource])),
  ) {
    this.#compositions = compositions;
    this.library = library;
    this.resources = resources;
    this.descriptors = descriptors;
    this.#byKey = byKey;
  }

  /** A tenant resource by `$id` or `meta:altId`. */
  resource(id: string): Resource | undefined {
    return this.#byKey.get(id) ?? this.#byKey.get(documentKey(id));
  }

  /** A tenant resource of this title, other than the one of the `$id`. */
  titled(title: unknown, $id: string): Resource | undefined {
    this.#byTitle ??= Map.groupBy(this.resources, ({ body }) => body.content.title);
    return this.#byTitle.get(title)?.find(({ body }) => body.$id !== $id);
  }

  /** A document by `$id` or `meta:altId`, tenant or global. */
  readonly resolve = (id: string): SchemaNode | undefined => {
    const own = this.resource(id);
    return own === undefined ? this.library.document(id) : { $id: own.body.$id, ...own.body.content };
  };

  /** The kind of a tenant or global resource; undefined when there is no such id. */
  kindOf(id: string): AnyKind | undefined {
    const own = this.resource(id);
    return own === undefined ? LIBRARY_KINDS[this.library.entry(id)?.kind ?? ''] : own.body.kind;
  }

  /** The tree of a tenant or global resource; made once per view. */
  composition(id: string): Composition | undefined {
    const known = this.#compositions.get(id);
    const document = known === undefined ? this.resolve(id) : undefined;
    if (document === undefined) return known;
    const made = this.compose(document);
    this.#compositions.set(id, made);
    return made;
  }

  /** The tree as it is shown: standard fields under the names and with the values the schema's descriptors give them. */
  shown(id: string): Field | undefined {
    const root = this.composition(id)?.root;
    return root && withDisplayInfos(root, displayInfosOf(this.descriptorsOf(this.idOf(id))));
  }

  /** The tree of a document that is not stored (yet). */
  compose(document: SchemaNode): Composition {
    return compose(document, this.resolve, keptOf(this.library));
  }

  /** Flattened ancestors of a document (`meta:extends`): what it refers to in `allOf`, and what those extend. */
  ancestors(document: SchemaNode): readonly string[] {
    const seen = new Set<string>();
    const left = directAncestors(document).toReversed();
    for (let reference = left.pop(); reference !== undefined; reference = left.pop()) {
      if (reference.includes('#') || seen.has(reference)) continue;
      seen.add(reference);
      const parent = this.resolve(reference);
      if (parent !== undefined) left.push(...directAncestors(parent).toReversed());
    }
    return [...seen];
  }

  /** `$id` of a schema's class: the one reference in its `allOf` that is a class. */
  classOf(content: SchemaNode): string | undefined {
    return (content.allOf ?? []).map(({ $ref }) => $ref ?? '').find((id) => this.kindOf(id) === 'classes');
  }

  behaviorOf(content: SchemaNode): Behavior {
    const ancestors = isRelational(content) ? [] : this.ancestors(content);
    if (ancestors.includes('https://ns.adobe.com/xdm/data/time-series')) return 'time-series';
    return ancestors.includes('https://ns.adobe.com/xdm/data/record') ? 'record' : 'adhoc';
  }

  /** Tenant resources that refer to the id, directly. */
  usersOf(id: string): readonly Resource[] {
    return this.resources.filter(
      ({ body }) => body.$id !== id && (referencesOf(body.content).includes(id) || intended(body, id)),
    );
  }

  /** The way from a tenant resource through what it refers to back to itself: `[a, b, a]`; undefined when there is none. */
  cycleOf(id: string): readonly string[] | undefined {
    const ledFrom = new Map<string, string>();
    const reached = [id];
    for (const from of reached) {
      const content = this.resource(from)?.body.content;
      for (const reference of content === undefined ? [] : referencesOf(content)) {
        const next = this.idOf(reference);
        if (next === id) return [...wayTo(from, ledFrom), id];
        if (ledFrom.has(next)) continue;
        ledFrom.set(next, from);
        reached.push(next);
      }
    }
    return undefined;
  }

  /** Tenant resources that refer to the id, directly or through others, itself left out. */
  usedBy(id: string): readonly Resource[] {
    const reached = new Set<string>([id]);
    for (let before = 0; before !== reached.size; ) {
      before = reached.size;
      for (const { body } of this.resources)
        if (referencesOf(body.content).some((reference) => reached.has(reference))) reached.add(body.$id);
    }
    return this.resources.filter(({ body }) => body.$id !== id && reached.has(body.$id));
  }

  /** Schemas whose tree changes when the resource changes, itself included. */
  schemasWith(id: string): readonly Resource[] {
    const own = this.resource(id);
    return [...(own === undefined ? [] : [own]), ...this.usedBy(id)].filter(({ body }) => body.kind === 'schemas');
  }

  /** How many schemas of the tenant use a resource, directly or through others. */
  usageOf(id: string): number {
    this.#usage ??= this.#countUsage();
    return this.#usage.get(id) ?? 0;
  }

  #countUsage(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { body } of this.resources) {
      const used = body.kind === 'schemas' ? this.ancestors(body.content) : [];
      for (const id of used) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  }

  /** Schemas tagged for the union of a class. */
  unionMembers(classId: string): readonly Resource[] {
    return this.resources.filter(
      ({ body }) => body.kind === 'schemas' && inUnion(body.content) && this.classOf(body.content) === classId,
    );
  }

  /** Classes that have a union, each once. */
  unionClasses(): readonly string[] {
    const members = this.resources.filter(({ body }) => body.kind === 'schemas' && inUnion(body.content));
    return [...new Set(members.map(({ body }) => this.classOf(body.content) ?? ''))].filter((id) => id !== '');
  }

  descriptorsOf(schemaId: string): readonly Descriptor[] {
    if (this.descriptors.length - this.#indexed.count > NOT_INDEXED)
      this.#indexed = { count: this.descriptors.length, bySchema: Map.groupBy(this.descriptors, sourceSchemaOf) };
    const { count, bySchema } = this.#indexed;
    const rest = this.descriptors.slice(count).filter((one) => sourceSchemaOf(one) === schemaId);
    return [...(bySchema.get(schemaId) ?? []), ...rest];
  }

  /** The view as it will be with one resource put in place of its former state. */
  with(resource: Resource): View {
    const others = this.resources.filter(({ id }) => id !== resource.id);
    return new View(this.library, [...others, resource], this.descriptors);
  }

  /** The view as it will be with resources more, whose ids are free: trees of the others stay as they are. */
  withNew(resources: readonly Resource[]): View {
    return new View(this.library, [...this.resources, ...resources], this.descriptors, new Map(this.#compositions));
  }

  /** The view as it will be with one descriptor more. Neither trees nor resources depend on descriptors. */
  withDescriptor(descriptor: Descriptor): View {
    const descriptors = [...this.descriptors, descriptor];
    const view = new View(this.library, this.resources, descriptors, this.#compositions, this.#byKey);
    view.#indexed = this.#indexed;
    return view;
  }

  /** `$id` of anything known by `$id` or `meta:altId`; the argument itself when it is not known. */
  idOf(id: string): string {
    return this.resource(id)?.body.$id ?? this.library.entry(id)?.id ?? id;
  }
}

const keptTrees = new WeakMap<StandardLibrary, Kept>();

/** Trees of the library's components: the same for every sandbox. */
function keptOf(library: StandardLibrary): Kept {
  const kept = keptTrees.get(library) ?? { isKept: (id) => library.entry(id) !== undefined, fields: new Map() };
  keptTrees.set(library, kept);
  return kept;
}

function directAncestors({ 'meta:extends': named = [], allOf = [] }: SchemaNode): readonly string[] {
  return [...named, ...allOf.map(({ $ref }) => $ref ?? '#')];
}

function wayTo(id: string, ledFrom: ReadonlyMap<string, string>): readonly string[] {
  const way = [id];
  for (let from = ledFrom.get(id); from !== undefined; from = ledFrom.get(from)) way.unshift(from);
  return way;
}

/** A class cannot go while a field group of the tenant is made for it. */
function intended({ kind, content }: ResourceBody, id: string): boolean {
  return kind === 'fieldgroups' && content['meta:intendedToExtend']?.includes(id) === true;
}

/** `$id` of the union of a class. */
export function unionId(classId: string): string {
  return `${classId}__union`;
}

/** `$id` or `meta:altId` of the class behind the id of a union; undefined for other ids. */
export function classOfUnion(id: string): string | undefined {
  return id.endsWith('__union') ? id.slice(0, -'__union'.length) : undefined;
}

/** Is this the `$id` or `meta:altId` of a union? */
export function isUnion(id: string): boolean {
  return classOfUnion(id) !== undefined;
}
