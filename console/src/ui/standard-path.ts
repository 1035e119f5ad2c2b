/** What the organisation adds stands below its own namespace, whose name begins as these of the library do. */
const OWN = /(?:^|\.)_(?!(?:dc|experience|id|id3|iptc4xmpExt|meta|name|repo|schema|search|type|xdm|xmpDM)(?![^.[{]))/;

/** Does a field at this path of a schema come with the standard library? What lies in a standard object may be the organisation's own. */
export function isStandardPath(path: string): boolean {
  return !OWN.test(path);
}
