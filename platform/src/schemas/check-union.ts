import { fieldAt, unionOf } from '@meniscus/languages/xdm';
import { identitiesOf, pathOf } from './descriptor.ts';
import { identityMissing, mergeConflict, referenceIdentityMissing, referenceNamespaceDiffers } from './errors.ts';
import type { Resource } from './resource.ts';
import type { View } from './view.ts';

/**
 * What must hold before a schema can take part in its class's union, and so in profiles (page "Unions endpoint"): an
 * identity, a reference identity under every one-to-one relationship, no path typed differently by another member.
 */
export function checkUnion(schema: Resource, view: View): void {
  checkUnions([schema], view);
}

/** The same for several at once, whose unions are looked at once for each class. */
export function checkUnions(schemas: readonly Resource[], view: View): void {
  for (const schema of schemas) {
    checkIdentity(schema, view);
    checkRelationships(schema, view);
  }
  for (const classId of new Set(schemas.map(({ body }) => view.classOf(body.content) ?? '')))
    checkMembers(classId, view);
}

/** True when records of the schema can say who they are about without a descriptor. */
export function hasIdentityMap(schemaId: string, view: View): boolean {
  return fieldAt(view.composition(schemaId)?.root ?? { type: 'object' }, ['identityMap'])?.type === 'map';
}

function checkIdentity(schema: Resource, view: View): void {
  const { body } = schema;
  const primary = identitiesOf(view.descriptorsOf(body.$id)).some((identity) => identity.primary);
  if (!primary && !hasIdentityMap(body.$id, view)) throw identityMissing(schema);
}

function checkRelationships(schema: Resource, view: View): void {
  const { body } = schema;
  const contents = view.descriptorsOf(body.$id).map((descriptor) => descriptor.body.content);
  const references = contents.filter((content) => content['@type'] === 'xdm:descriptorReferenceIdentity');
  for (const content of contents.filter((one) => one['@type'] === 'xdm:descriptorOneToOne')) {
    const property = pathOf(content['xdm:sourceProperty']).join('/');
    const reference = references.find((one) => pathOf(one['xdm:sourceProperty']).join('/') === property);
    if (reference === undefined) throw referenceIdentityMissing(schema, `/${property}`);
    const found = String(reference['xdm:identityNamespace']);
    const wanted = primaryNamespace(String(content['xdm:destinationSchema']), view);
    if (wanted !== undefined && wanted.toLowerCase() !== found.toLowerCase())
      throw referenceNamespaceDiffers(schema, `/${property}`, found, wanted);
  }
}

/** Namespace of a schema's primary identity. */
export function primaryNamespace(schemaId: string, view: View): string | undefined {
  return identitiesOf(view.descriptorsOf(view.idOf(schemaId))).find(({ primary }) => primary)?.namespace;
}

function checkMembers(classId: string, view: View): void {
  const roots = view
    .unionMembers(classId)
    .map(({ body }) => view.composition(body.$id)?.root ?? { type: 'object' as const });
  const { conflicts } = unionOf(roots);
  if (conflicts.length > 0) throw mergeConflict(conflicts);
}
