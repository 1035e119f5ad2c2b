import type { Said } from '@meniscus/languages/syntax';
import { breakingChanges, eachField, picksSome, type SchemaNode, shapeProblems } from '@meniscus/languages/xdm';
import { type Scope, sayOfRequest } from '../kernel/index.ts';
import { breaking, invalid, mergeConflict, outsideTenant, titleTaken } from './errors.ts';
import { say } from './phrases.ts';
import { withReferences } from './published-spellings.ts';
import { inUnion, isRelational, type Kind, namespaceOf, type Resource } from './resource.ts';
import type { View } from './view.ts';

/** Who uses a schema, in words that end a sentence; undefined when its data is free to change. */
export type UserOf = (schema: Resource) => Promise<Said | undefined>;

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** A body as a document that can be composed, or the documented 400 with everything that is wrong in it. */
export function readDocument(sent: unknown): SchemaNode {
  const body = withReferences(sent);
  const problems = shapeProblems(body);
  if (problems.length > 0)
    throw invalid(
      ...problems.map(({ pointer, ...what }) =>
        say('schemas-placed', { place: pointer === '' ? say('schemas-the-body') : pointer, what }),
      ),
    );
  return body as SchemaNode;
}

/**
 * Checks a resource as it will be against the rest of the sandbox: required attributes of its kind, title, references,
 * namespace of own fields, contradictions. `before` is the sandbox as it is, `next` as it will be, with the resource and whatever
 * comes with it. Throws the documented problem.
 */
export function checkResource(
  { body: { kind, content, $id } }: Resource,
  before: View,
  next: View,
  scope: Scope,
): void {
  checkAttributes(kind, content);
  checkTitle(content, $id, next);
  checkCycle($id, next);
  if (kind === 'schemas' && !isRelational(content)) checkSchemaParts(content, next);
  if (kind === 'classes') checkBehavior(content, next);
  checkChosen(content, before.resource($id)?.body.content, next);
  checkComposition($id, next);
  checkNamespace(kind, content, next, scope);
}

function checkAttributes(kind: Kind, content: SchemaNode): void {
  const problems: Said[] = [];
  const { title, type, allOf, properties, items } = content;
  if (typeof title !== 'string' || title.trim() === '')
    problems.push(sayOfRequest('request-required', { name: 'title' }));
  if (type !== 'object' && !(kind === 'datatypes' && type === 'array'))
    problems.push(
      say('schemas-must-be', {
        name: 'type',
        what: kind === 'datatypes' ? sayOfRequest('request-or', { one: 'object', other: 'array' }) : 'object',
      }),
    );
  if (kind === 'schemas' && (allOf === undefined || allOf.length === 0))
    problems.push(
      say('schemas-required-such', { name: 'allOf', what: say('schemas-a-class-first', { ref: '{"$ref"}' }) }),
    );
  if (kind === 'fieldgroups' && !isTexts(content['meta:intendedToExtend']))
    problems.push(say('schemas-required-such', { name: 'meta:intendedToExtend', what: say('schemas-class-ids') }));
  if (kind === 'datatypes' && properties === undefined && items === undefined && allOf === undefined)
    problems.push(say('schemas-properties-required'));
  const tags = content['meta:immutableTags'];
  if (tags !== undefined && !(isTexts(tags) && tags.every((tag) => tag === 'union')))
    problems.push(say('schemas-can-only-be', { name: 'meta:immutableTags', value: '["union"]' }));
  if (kind === 'schemas' && isRelational(content)) problems.push(...relationalParts(content));
  if (tags !== undefined && kind !== 'schemas')
    problems.push(say('schemas-only-schemas', { name: 'meta:immutableTags' }));
  if (problems.length > 0) throw invalid(...problems);
}

/** A relational schema has neither class nor field groups, and says how its data behaves (page "Relational schemas"). */
function relationalParts({ allOf = [], 'meta:behaviorType': behavior }: SchemaNode): readonly Said[] {
  const foreign = allOf.filter(({ $ref }) => $ref !== undefined && !$ref.startsWith('#'));
  return [
    ...foreign.map(({ $ref }) => say('schemas-relational-parts', { id: String($ref) })),
    ...(behavior === 'record' || behavior === 'time-series' ? [] : [say('schemas-relational-behavior')]),
  ];
}

function checkTitle({ title }: SchemaNode, id: string, view: View): void {
  const taken = view.titled(title, id);
  if (taken !== undefined) throw titleTaken(taken.body.$id, String(title));
}

/** The standard library may contain itself; what a tenant makes may not: its data would have no end. */
function checkCycle(id: string, view: View): void {
  const cycle = view.cycleOf(id);
  if (cycle !== undefined) throw invalid(say('schemas-circle', { cycle: cycle.join(' → ') }));
}

function misfit(id: string, classId: string, view: View): Said {
  const titleOf = (part: string) => view.resolve(part)?.title ?? part;
  return say('schemas-misfit', { id, title: titleOf(id), classId, classTitle: titleOf(classId) });
}

/** Exactly one class; every other part a field group that is made for it (page "Schemas endpoint"). */
function checkSchemaParts(content: SchemaNode, view: View): void {
  const references = (content.allOf ?? []).map(({ $ref }) => $ref).filter((id) => typeof id === 'string');
  const problems: Said[] = [];
  const kinds = references.filter((id) => !id.startsWith('#')).map((id) => [id, view.kindOf(id)] as const);
  const classes = kinds.filter(([, kind]) => kind === 'classes');
  if (classes.length !== 1) problems.push(say('schemas-one-class', { count: classes.length }));
  for (const [id, kind] of kinds) {
    if (kind === undefined) problems.push(say('schemas-unknown-part', { id }));
    else if (kind !== 'classes' && kind !== 'fieldgroups') problems.push(say('schemas-wrong-part', { id, kind }));
    else if (kind === 'fieldgroups' && classes.length === 1 && !fitsClass(id, classes[0]?.[0] as string, view))
      problems.push(misfit(id, String(classes[0]?.[0]), view));
  }
  if (problems.length > 0) throw invalid(...problems);
}

/**
 * What `meta:refProperty` names is there (page "Schemas endpoint"): a pointer to nothing would choose nothing, unsaid. One that was
 * `before` may have lost its field since, when the group did; what else is changed is not refused for that.
 */
function checkChosen({ allOf = [] }: SchemaNode, before: SchemaNode | undefined, view: View): void {
  const kept = (before?.allOf ?? []).flatMap((entry) => entry['meta:refProperty'] ?? []);
  const problems = allOf.flatMap(({ $ref: id = '', 'meta:refProperty': pointers = [] }) => {
    const root = view.composition(id)?.root;
    const missing = pointers.filter((one) => root !== undefined && !kept.includes(one) && !picksSome(root, one));
    return missing.map((pointer) => say('schemas-no-chosen', { id, title: view.resolve(id)?.title ?? id, pointer }));
  });
  if (problems.length > 0) throw invalid(...problems);
}

function fitsClass(groupId: string, classId: string, view: View): boolean {
  const wanted = view.resolve(groupId)?.['meta:intendedToExtend'] ?? [];
  const known = [view.idOf(classId), ...view.ancestors(view.resolve(classId) ?? {})];
  return wanted.length === 0 || wanted.some((id) => known.includes(id));
}

const BEHAVIORS = ['record', 'time-series', 'adhoc'].map((name) => `https://ns.adobe.com/xdm/data/${name}`);

function checkBehavior(content: SchemaNode, view: View): void {
  if (!view.ancestors(content).some((id) => BEHAVIORS.includes(id)))
    throw invalid(say('schemas-behavior', { values: BEHAVIORS.join(', ') }));
}

function checkComposition(id: string, view: View): void {
  const problems = view.composition(id)?.problems ?? [];
  const unresolved = problems
    .filter(({ kind }) => kind !== 'conflict')
    .map(({ path, ...what }) => sayOfRequest('request-at', { name: path === '' ? 'allOf' : path, what }));
  if (unresolved.length > 0) throw invalid(...once(unresolved));
  const conflicts = problems.filter(({ kind }) => kind === 'conflict');
  if (conflicts.length > 0) throw mergeConflict(once(conflicts));
}

/** Each thing that is said once. */
function once(said: readonly Said[]): readonly Said[] {
  return [...new Map(said.map((one) => [one.message, one])).values()];
}

/**
 * Own fields of classes and field groups lie below `_{tenant}`: at the root, or inside an object, or the objects of a list, of a standard
 * resource the group refers to (page "Field groups endpoint": extending standard field groups). Data types need no nesting; ad-hoc
 * classes keep theirs in `meta:datasetNamespace`, relational schemas at the root.
 */
function checkNamespace(kind: Kind, content: SchemaNode, view: View, scope: Scope): void {
  if (kind === 'datatypes' || isRelational(content)) return;
  const namespace = namespaceOf(scope);
  const own = (content.allOf ?? []).filter(({ $ref }) => $ref === undefined || $ref.startsWith('#'));
  const inherited = (content.allOf ?? []).filter(({ $ref }) => $ref !== undefined && !$ref.startsWith('#'));
  const ownTree = view.compose({ ...content, $id: undefined, allOf: own }).root;
  let roots: ReadonlySet<string> | undefined;
  const isStandard = (root: string) => {
    roots ??= new Set(Object.keys(view.compose({ allOf: inherited }).root.fields ?? {}));
    return roots.has(root);
  };
  eachField(ownTree, (path, field) => {
    const [root = ''] = path;
    const { fields = {} } = field.items ?? field;
    const leaf = Object.keys(fields).length === 0;
    const inside = path.includes(namespace) && (root === namespace || isStandard(root));
    if (leaf && !inside && root !== content['meta:datasetNamespace']) throw outsideTenant(path.join('.'), namespace);
  });
}

/**
 * The breaking-change guard (page "Basics of schema composition"): compares every schema that would change, before and
 * after, and refuses when one of them is in a union or holds data.
 */
export async function checkEvolution(before: View, after: View, id: string, userOf: UserOf): Promise<void> {
  for (const schema of before.schemasWith(id)) {
    const old = before.composition(schema.body.$id)?.root;
    const next = after.composition(schema.body.$id);
    if (old === undefined || next === undefined) continue;
    const conflicts = next.problems.filter(({ kind }) => kind === 'conflict');
    if (conflicts.length > 0) throw mergeConflict(conflicts);
    const changes = breakingChanges(old, next.root);
    const user = changes.length === 0 ? undefined : await userOf(schema);
    if (user !== undefined) throw breaking(user, changes);
  }
}

/** Tags can be added, never taken away; the class of a schema that is in use stays. */
export function checkReplacement(before: Resource, after: SchemaNode, view: View): void {
  if (inUnion(before.body.content) && !inUnion(after)) throw invalid(say('schemas-tag-stays'));
  if (inUnion(before.body.content) && view.classOf(before.body.content) !== view.classOf(after))
    throw invalid(say('schemas-class-stays'));
}
