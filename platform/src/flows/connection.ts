import type { Cipher, Scope } from '../kernel/index.ts';
import type { Document } from '../stores/index.ts';
import { badBody, unknownAuthSpec } from './errors.ts';
import { type Body, commonAnswer, type SpecRef } from './objects.ts';
import { sayOfFlows } from './phrases.ts';
import { isObject, readNames, readOptionalObject, readText } from './read-body.ts';
import { openAuth, type Params, type SealedAuth, sealAuth } from './secrets.ts';
import { type AuthSpec, type ConnectionSpec, paramProblem } from './spec.ts';

/** A base connection as it is stored. */
export interface ConnectionBody extends Body {
  readonly connectionSpec: SpecRef;
  readonly auth?: SealedAuth;
  /** Streaming endpoint, for sources that have it on the connection. */
  readonly inletId?: string;
}

/** What callers write of a connection, secrets in the clear. Lives only as long as the call. */
export interface ConnectionInput {
  readonly name?: string;
  readonly description?: string;
  readonly auth?: { readonly spec: AuthSpec; readonly params: Params };
}

/** Shown in `auth.params`, and sent back by clients that change what they have read. */
const DERIVED = new Set(['inletUrl', 'inletId']);

async function readAuth(
  members: Readonly<Record<string, unknown>>,
  spec: ConnectionSpec,
  draft: boolean,
): Promise<ConnectionInput['auth']> {
  const auth = readOptionalObject(members, 'auth');
  if (auth === undefined) {
    if (spec.auth.length === 0 || draft) return undefined;
    throw badBody(sayOfFlows('flows-auth-required', { names: spec.auth.map(({ name }) => name).join(', ') }));
  }
  const specName = readText(auth, 'specName');
  const found = spec.auth.find(({ name }) => name === specName);
  if (found === undefined)
    throw unknownAuthSpec(
      specName,
      spec.id,
      spec.auth.map(({ name }) => name),
    );
  const params = Object.fromEntries(
    Object.entries(readOptionalObject(auth, 'params') ?? {}).filter(([name]) => !DERIVED.has(name)),
  );
  const problem = draft ? undefined : await paramProblem(found, params);
  if (problem !== undefined) throw badBody(problem);
  return { spec: found, params };
}

/** Reads the body of a create call, or a patched one. A draft may lack parameters, or have some that do not fit yet. */
export async function readConnection(
  members: Readonly<Record<string, unknown>>,
  spec: ConnectionSpec,
  draft = false,
): Promise<ConnectionInput> {
  const auth = await readAuth(members, spec, draft);
  return { ...readNames(members, true), ...(auth === undefined ? {} : { auth }) };
}

interface Sealing {
  readonly cipher: Cipher;
  readonly scope: Scope;
  readonly id: string;
}

/** The stored form of what was read. */
export function sealConnection({ name, description, auth }: ConnectionInput, { cipher, scope, id }: Sealing) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(auth === undefined
      ? {}
      : { auth: sealAuth(cipher, { scopeKey: scope.key, connectionId: id }, auth.spec, auth.params) }),
  };
}

/** The members a PATCH works on, secrets in the clear. Throws when the secrets cannot be opened. */
export function editableConnection({ body }: Document<ConnectionBody>, { cipher, scope, id }: Sealing) {
  const { name, description, auth } = body;
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(auth === undefined
      ? {}
      : {
          auth: {
            specName: auth.specName,
            params: openAuth(cipher, { scopeKey: scope.key, connectionId: id }, auth),
          },
        }),
  };
}

/** The parameters of a connection that can be used: its secrets open and they fit the auth spec. Undefined when not. */
export async function usableParams(
  document: Document<ConnectionBody>,
  spec: ConnectionSpec | undefined,
  sealing: Sealing,
): Promise<Params | undefined> {
  if (spec === undefined || document.body.state !== 'enabled') return undefined;
  try {
    const { auth } = editableConnection(document, sealing);
    if (!isObject(auth)) return spec.auth.length === 0 ? {} : undefined;
    const authSpec = spec.auth.find(({ name }) => name === auth.specName);
    return authSpec !== undefined && (await paramProblem(authSpec, auth.params)) === undefined
      ? auth.params
      : undefined;
  } catch {
    return undefined;
  }
}

/** A connection as it is answered. Secret parameters are left out; `inletUrl` is where clients look for the endpoint. */
export function connectionAnswer(
  scope: Scope,
  document: Document<ConnectionBody>,
  inletUrl: (inletId: string) => string,
): Record<string, unknown> & { id: string } {
  const { connectionSpec, auth, inletId } = document.body;
  const derived = inletId === undefined ? {} : { inletUrl: inletUrl(inletId), inletId };
  return {
    ...commonAnswer(scope, document),
    connectionSpec,
    ...(auth === undefined ? {} : { auth: { specName: auth.specName, params: { ...auth.params, ...derived } } }),
  };
}
