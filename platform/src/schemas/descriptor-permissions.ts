import { type Access, needsPart } from '../kernel/index.ts';

/** Permissions that let somebody write some types of descriptors; Manage Schemas is for all (page "Access control permissions"). */
const OF_TYPES: Readonly<Record<string, readonly string[]>> = {
  'manage-identity-metadata': ['xdm:descriptorIdentity'],
  'manage-relationships': [
    'xdm:descriptorReferenceIdentity',
    'xdm:descriptorRelationship',
    'xdm:descriptorOneToOne',
    'xdm:descriptorOneToMany',
    'xdm:descriptorManyToOne',
    'xdm:descriptorManyToMany',
  ],
};

const RESOURCES = {
  'manage-identity-metadata': 'identity-descriptors',
  'manage-relationships': 'relationship-descriptors',
} as const;

export const WRITE_DESCRIPTORS: Access = needsPart('schemas', 'write', ['manage-schemas'], RESOURCES);
export const DELETE_DESCRIPTORS: Access = needsPart('schemas', 'delete', ['manage-schemas'], RESOURCES);

/**
 * The permissions of which the caller lacks each for a descriptor of this type; undefined when it may be written. Whoever holds
 * none of them was let in by something else: a call made by the platform (a package, the canary), which the gate does not meet.
 */
export function lackedToWrite(type: string, allows: (permissions: readonly string[]) => boolean) {
  const own = Object.keys(OF_TYPES).filter((slug) => OF_TYPES[slug]!.includes(type));
  const wanted = ['manage-schemas', ...own];
  return !allows(wanted) && allows(Object.keys(OF_TYPES)) ? wanted : undefined;
}
