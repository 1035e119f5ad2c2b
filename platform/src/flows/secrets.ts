import { parseJson } from '@meniscus/languages/syntax';
import type { Cipher } from '../kernel/index.ts';
import { type AuthSpec, isPlain } from './spec.ts';

export type Params = Readonly<Record<string, unknown>>;

/** Authentication of a connection as it is stored. */
export interface SealedAuth {
  readonly specName: string;
  /** What may be read and shown. */
  readonly params: Params;
  /** Parameter name to sealed JSON. */
  readonly sealed: Readonly<Record<string, string>>;
}

/** Where secrets of a connection belong; a sealed text opens nowhere else. */
export interface Owner {
  readonly scopeKey: string;
  readonly connectionId: string;
}

function contextOf({ scopeKey, connectionId }: Owner, name: string): string {
  return `${scopeKey}/connections/${connectionId}/${name}`;
}

/** Seals every parameter that the auth spec does not declare to be plain, undeclared ones included. */
export function sealAuth(cipher: Cipher, owner: Owner, spec: AuthSpec, params: Params): SealedAuth {
  const entries = Object.entries(params);
  const secret = entries.filter(([name]) => !isPlain(spec, name));
  return {
    specName: spec.name,
    params: Object.fromEntries(entries.filter(([name]) => isPlain(spec, name))),
    sealed: Object.fromEntries(
      secret.map(([name, value]) => [name, cipher.seal(JSON.stringify(value), contextOf(owner, name))]),
    ),
  };
}

/** All parameters in the clear, for use and for changes. Throws when the key is another one or a sealed text was moved. */
export function openAuth(cipher: Cipher, owner: Owner, auth: SealedAuth): Params {
  const opened = Object.entries(auth.sealed).map(([name, text]) => [
    name,
    parseJson(cipher.open(text, contextOf(owner, name))),
  ]);
  return { ...auth.params, ...Object.fromEntries(opened) };
}
