import { altIdOf, LIBRARY_VERSION, type SchemaNode } from '@meniscus/languages/xdm';
import type { Scope } from '../kernel/index.ts';
import { LIBRARY_DATE } from './library.ts';
import {
  containerAttributes,
  eTagOf,
  isRelational,
  namespaceOf,
  type Resource,
  referencesOf,
  registryMetadata,
  segmentOf,
  versionOf,
} from './resource.ts';
import { unionId, type View } from './view.ts';

/** A tenant resource as the `xed` form shows it: references kept, all system attributes there. */
export function rendered(resource: Resource, view: View, scope: Scope): SchemaNode {
  const { kind, $id, content, createdClient, updatedClient } = resource.body;
  const {
    title,
    type,
    description,
    definitions,
    properties,
    items,
    allOf,
    'meta:xdmType': xdmType,
    'meta:extends': _extends,
    ...rest
  } = content;
  const reusable = kind !== 'schemas';
  const classId = kind === 'schemas' && !isRelational(content) ? view.classOf(content) : undefined;
  return compact({
    $id,
    'meta:altId': altIdOf($id),
    'meta:resourceType': segmentOf(kind),
    version: versionOf(resource),
    title,
    type,
    description: description ?? '',
    definitions,
    properties,
    items,
    allOf,
    refs: referencesOf(content),
    imsOrg: scope.org,
    'meta:extensible': reusable,
    'meta:abstract': reusable,
    'meta:extends': kind === 'datatypes' ? undefined : view.ancestors(content),
    'meta:xdmType': xdmType ?? 'object',
    ...rest,
    'meta:registryMetadata': registryMetadata(resource, createdClient, updatedClient),
    'meta:class': classId,
    ...containerAttributes(scope),
    'meta:tenantNamespace': namespaceOf(scope),
  });
}

/** A standard component as the `xed` form shows it. */
export function renderedGlobal(document: SchemaNode, view: View): SchemaNode {
  const id = String(document.$id);
  return {
    ...document,
    'meta:createdDate': new Date(LIBRARY_DATE).toISOString().slice(0, 10),
    'meta:registryMetadata': {
      'repo:createdDate': LIBRARY_DATE,
      'repo:lastModifiedDate': LIBRARY_DATE,
      eTag: eTagOf([LIBRARY_VERSION, id]),
      'meta:globalLibVersion': LIBRARY_VERSION,
      'meta:usageCount': view.usageOf(id),
    },
  };
}

/** The union of a class as the `xed` form shows it: all parts of all members. */
export function renderedUnion(classId: string, view: View, scope: Scope): SchemaNode {
  const members = view.unionMembers(classId);
  const parts = new Set([
    classId,
    ...members.flatMap(({ body }) => (body.content.allOf ?? []).map(({ $ref }) => $ref ?? '')),
    ...SYSTEM_PARTS,
  ]);
  const document = view.resolve(classId);
  const ancestors = members.flatMap(({ body }) => [body.$id, ...view.ancestors(body.content)]);
  const id = unionId(classId);
  return {
    $id: id,
    'meta:altId': altIdOf(id),
    'meta:resourceType': 'unions',
    version: '1.0',
    title: document?.title ?? '',
    type: 'object',
    description: document?.description ?? '',
    allOf: [...parts]
      .filter((part) => part !== '' && !part.startsWith('#'))
      .map(($ref) => ({ $ref, type: 'object', 'meta:xdmType': 'object' })),
    imsOrg: scope.org,
    'meta:extends': [...new Set([...ancestors, ...SYSTEM_PARTS])],
    'meta:xdmType': 'object',
    'meta:registryMetadata': {
      eTag: eTagOf([id, members.map(({ id: member, version }) => [member, version])]),
      'meta:globalLibVersion': LIBRARY_VERSION,
    },
    'meta:class': classId,
    ...containerAttributes(scope),
  };
}

/** Field groups every union shows: identityMap and segmentMembership. */
export const SYSTEM_PARTS = [
  'https://ns.adobe.com/xdm/context/identitymap',
  'https://ns.adobe.com/xdm/context/profile-segmentation',
] as const;

function compact(node: SchemaNode): SchemaNode {
  return Object.fromEntries(Object.entries(node).filter(([, value]) => value !== undefined));
}
