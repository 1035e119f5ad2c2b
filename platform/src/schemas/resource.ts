import { createHash } from 'node:crypto';
import { altIdOf, LIBRARY_VERSION, type SchemaNode } from '@meniscus/languages/xdm';
import type { Scope } from '../kernel/index.ts';
import type { Document } from '../stores/index.ts';

/** Kinds a tenant can make. `mixins` is the old name of `fieldgroups` and still the segment of their ids. */
export const KINDS = ['schemas', 'classes', 'fieldgroups', 'datatypes'] as const;
export type Kind = (typeof KINDS)[number];

/** What is stored of a resource: the part its author wrote, with `meta:xdmType` filled in. */
export interface ResourceBody {
  readonly kind: Kind;
  readonly $id: string;
  readonly content: SchemaNode;
  readonly createdClient: string;
  readonly updatedClient: string;
}

/** A resource of a tenant with its history. */
export type Resource = Document<ResourceBody>;

/** `meta:resourceType` and segment of the `$id`. */
export function segmentOf(kind: Kind): string {
  return kind === 'fieldgroups' ? 'mixins' : kind;
}

/** `https://ns.adobe.com/{tenant}/{segment}/{hex}`. */
export function resourceId(scope: Scope, kind: Kind, hex: string): string {
  return `https://ns.adobe.com/${scope.tenant}/${segmentOf(kind)}/${hex}`;
}

/** Key of the stored document: unique in the scope, from the part of the id behind the tenant. */
export function documentKey(id: string): string {
  return altIdOf(id);
}

/** Root of the tenant's own fields. */
export function namespaceOf(scope: Scope): string {
  return `_${scope.tenant}`;
}

/** `1.0` when made, one more behind the dot with each change. */
export function versionOf(resource: Pick<Resource, 'version'>): string {
  return `1.${resource.version - 1}`;
}

/** True for a schema that takes part in its class's union, and so in profiles. */
export function inUnion(content: SchemaNode): boolean {
  const tags = content['meta:immutableTags'];
  return Array.isArray(tags) && tags.includes('union');
}

/** 64 hex digits that change with the content. */
export function eTagOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** Attributes the registry sets; a body may carry them (clients send back what they read) and they are left out. */
const SYSTEM = new Set(
  (
    '$id meta:altId meta:resourceType version meta:registryMetadata imsOrg meta:containerId meta:sandboxId meta:sandboxType ' +
    'meta:tenantNamespace meta:class meta:extends meta:extensible meta:abstract meta:xdmType meta:descriptors refs $schema'
  ).split(' '),
);

const RELATIONAL = 'https://ns.adobe.com/xdm/data/adhoc-v2';

/** A schema without class, whose fields lie at the root ("Data Mirror", formerly model-based). */
export function isRelational(content: SchemaNode): boolean {
  return content['meta:extends']?.includes(RELATIONAL) === true;
}

/** The part of a body that its author decides. */
export function writablePart(body: SchemaNode): SchemaNode {
  const kept = Object.fromEntries(Object.entries(body).filter(([name]) => !SYSTEM.has(name)));
  return { type: 'object', description: '', ...kept, ...(isRelational(body) ? { 'meta:extends': [RELATIONAL] } : {}) };
}

/** Times, clients and users of a tenant resource or descriptor. */
export function registryMetadata(
  document: Document<unknown>,
  createdClient: string,
  updatedClient: string,
): Record<string, unknown> {
  return {
    'repo:createdDate': document.createdAt,
    'repo:lastModifiedDate': document.updatedAt,
    'xdm:createdClientId': createdClient,
    'xdm:lastModifiedClientId': updatedClient,
    'xdm:createdUserId': document.createdBy,
    'xdm:lastModifiedUserId': document.updatedBy,
    eTag: eTagOf([document.version, document.body]),
    'meta:globalLibVersion': LIBRARY_VERSION,
  };
}

/** Where a tenant's object lives. */
export function containerAttributes(scope: Scope): Record<string, unknown> {
  return { 'meta:containerId': 'tenant', 'meta:sandboxId': scope.sandboxId, 'meta:sandboxType': scope.sandboxType };
}

/** Visits every node of a document. */
export function eachNode(node: SchemaNode, visit: (node: SchemaNode) => void): void {
  visit(node);
  const named = [node.properties, node.definitions].flatMap((nodes) => Object.values(nodes ?? {}));
  const listed = [node.allOf, node.oneOf, node.anyOf].flatMap((nodes) => nodes ?? []);
  const single = [node.items, typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined];
  for (const child of [...named, ...listed, ...single])
    if (typeof child === 'object' && child !== null) eachNode(child, visit);
}

/** Documents do not change once they are read, and are asked again and again who refers to whom. */
const known = new WeakMap<SchemaNode, readonly string[]>();

/** Ids a document refers to, local references left out, in order of appearance. */
export function referencesOf(content: SchemaNode): readonly string[] {
  const references = known.get(content) ?? collected(content);
  known.set(content, references);
  return references;
}

function collected(content: SchemaNode): readonly string[] {
  const found = new Set<string>();
  eachNode(content, ({ $ref }) => {
    const id = typeof $ref === 'string' ? ($ref.replace('%23', '#').split('#')[0] as string) : '';
    if (id !== '') found.add(id);
  });
  return [...found];
}
