/**
 * The wall around all data: one organisation and one of its sandboxes.
 *
 * `key` is short, unique over all organisations and never reused: a sandbox that is reset or deleted and made again gets
 * a new key, so nothing stored under the old one can be read by accident. Every stored row and key begins with it.
 */
export interface Scope {
  /** IMS organisation id, e.g. `0123456789ABCDEF01234567@AdobeOrg`. */
  readonly org: string;
  /** Sandbox name as sent in `x-sandbox-name`, e.g. `prod`. */
  readonly sandbox: string;
  /** Sandbox id (uuid), shown in answers as `sandboxId`. */
  readonly sandboxId: string;
  readonly sandboxType: 'production' | 'development';
  /** Tenant id of the organisation, without the leading underscore: the root of custom fields is `_{tenant}`. */
  readonly tenant: string;
  /** Storage prefix: lower-case letters and digits only, no separator. */
  readonly key: string;
}

/** Who is calling: a person or an API credential, already authenticated. */
export interface Actor {
  /** Stable user id: `…@techacct.adobe.com` for credentials, `…@AdobeID` for people. */
  readonly userId: string;
  /** `client_id` of the credential or client application the token was issued to. */
  readonly clientId: string;
  readonly kind: 'credential' | 'person';
  readonly org: string;
}
