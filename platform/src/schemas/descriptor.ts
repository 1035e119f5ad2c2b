import type { Document } from '../stores/index.ts';

/** What the author of a descriptor wrote. */
export type DescriptorContent = Readonly<Record<string, unknown>> & {
  readonly '@type': string;
  readonly 'xdm:sourceSchema': string;
};

export interface DescriptorBody {
  readonly content: DescriptorContent;
  readonly createdClient: string;
  readonly updatedClient: string;
}

/** A descriptor; the document's id is its `@id`. */
export type Descriptor = Document<DescriptorBody>;

/** A field of a schema that carries an identity. */
export interface SchemaIdentity {
  /** Wire names from the root. */
  readonly path: readonly string[];
  /** Namespace code, or the integer id as text when the descriptor names it by id. */
  readonly namespace: string;
  readonly primary: boolean;
}

/** `/personalEmail/address` as wire names. */
export function pathOf(property: unknown): readonly string[] {
  return typeof property === 'string' ? property.split('/').filter((segment) => segment !== '') : [];
}

/** `xdm:sourceProperty` as wire names; it may name several fields. */
export function pathsOf(property: unknown): readonly (readonly string[])[] {
  return [property].flat().map(pathOf);
}

/** Identities the descriptors of a schema declare, the primary one first. */
export function identitiesOf(descriptors: readonly Descriptor[]): readonly SchemaIdentity[] {
  return descriptors
    .filter(({ body }) => body.content['@type'] === 'xdm:descriptorIdentity')
    .map(({ body }) => ({
      path: pathOf(body.content['xdm:sourceProperty']),
      namespace: String(body.content['xdm:namespace']),
      primary: body.content['xdm:isPrimary'] === true,
    }))
    .sort((a, b) => Number(b.primary) - Number(a.primary));
}

/** What people know a descriptor by: its kind, its schema, and its fields, each behind ` /`. */
export function knownDescriptor(
  { '@type': kind, ...content }: DescriptorContent,
  schemaTitle: string | undefined,
): string {
  const fields = pathsOf(content['xdm:sourceProperty']).map((path) => `/${path.join('/')}`);
  return [kind, schemaTitle ?? content['xdm:sourceSchema'], ...fields].join(' ');
}
