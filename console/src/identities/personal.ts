/** Types whose namespaces stand for a person, so that they may be unique and come first. */
const PERSONAL = new Set(['CROSS_DEVICE', 'EMAIL', 'PHONE', 'MOBILE']);

/** A type in one spelling: the API takes and shows several. */
export function plainType(idType: string): string {
  return idType.toUpperCase().replaceAll('-', '_');
}

/** Does the namespace identify people, rather than browsers, devices or things? */
export function isPersonal({ idType }: { readonly idType: string }): boolean {
  return PERSONAL.has(plainType(idType));
}
