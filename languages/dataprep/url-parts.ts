/** Parts of a URL as written; undefined for a text that is no absolute URL. */
export interface UrlParts {
  readonly protocol: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly path: string;
  readonly query: string | undefined;
  readonly fragment: string | undefined;
}

const FORM =
  /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[0-9A-Fa-f:.]+\]|[^/?#:\s]+)(?::(\d{1,5}))?([^?#\s]*)(?:\?([^#\s]*))?(?:#(\S*))?$/;

const DEFAULT_PORTS: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
  ['ws', 80],
  ['wss', 443],
  ['ftp', 21],
  ['ftps', 990],
  ['sftp', 22],
  ['ssh', 22],
  ['ldap', 389],
]);

/** Cuts a URL without changing it (a doubled slash stays), the port from its protocol when it is not written. */
export function urlParts(text: string): UrlParts | undefined {
  const match = FORM.exec(text.trim());
  if (match === null) return undefined;
  const [, protocol, host, port, path, query, fragment] = match;
  const number = port === undefined ? DEFAULT_PORTS.get(protocol!.toLowerCase()) : Number(port);
  return { protocol: protocol!, host: host!, port: number, path: path!, query, fragment };
}
