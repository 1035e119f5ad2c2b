/** What the organisation adds stands below its own namespace, whose name begins as these two standard ones do. */
const STANDARD = /^(?!_)|^_(?:id|repo)(?![^.[{])/;

/** Does a field at this path of a schema come with the standard library? */
export function isStandardPath(path: string): boolean {
  return STANDARD.test(path);
}
