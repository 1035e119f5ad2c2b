import { sayOfRequest } from '../kernel/index.ts';
import { badBody, badSpec, emptyBody } from './errors.ts';
import type { SpecRef } from './objects.ts';
import { sayOfFlows } from './phrases.ts';
import type { Params } from './secrets.ts';
import type { ConnectionSpec, Specs } from './spec.ts';

type Members = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON object of a create call; throws 1405 when there is none. */
export function readObject(body: unknown): Members {
  if (body === undefined || body === null) throw emptyBody();
  if (!isObject(body)) throw badBody(sayOfRequest('request-body-object'));
  return body;
}

/** A text of a body; throws when it is missing or empty. */
export function readText(members: Members, name: string): string {
  const value = members[name];
  if (typeof value !== 'string' || value.trim() === '') throw badBody(sayOfRequest('request-required-text', { name }));
  return value;
}

export function readOptionalText(members: Members, name: string): string | undefined {
  const value = members[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw badBody(sayOfRequest('request-text', { name }));
  return value;
}

export function readOptionalObject(members: Members, name: string): Params | undefined {
  const value = members[name];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw badBody(sayOfRequest('request-object', { name }));
  return value;
}

/** `name` and `description`, which all kinds have. */
export function readNames(members: Members, nameRequired: boolean): { name?: string; description?: string } {
  const name = nameRequired ? readText(members, 'name') : readOptionalText(members, 'name');
  const description = readOptionalText(members, 'description');
  return { ...(name === undefined ? {} : { name }), ...(description === undefined ? {} : { description }) };
}

/** A reference to a spec; the version is `1.0` when it was left out, as in some samples. */
export function readSpecRef(members: Members, name: string): SpecRef {
  const value = members[name];
  if (!isObject(value) || typeof value.id !== 'string')
    throw badBody(sayOfRequest('request-required-text', { name: `${name}.id` }));
  return { id: value.id, version: typeof value.version === 'string' ? value.version : '1.0' };
}

/** The connection spec a body names, for the given role. Throws 1413. */
export function readConnectionSpec(
  members: Members,
  specs: Specs,
  role?: ConnectionSpec['role'],
): { ref: SpecRef; spec: ConnectionSpec } {
  const ref = readSpecRef(members, 'connectionSpec');
  const spec = specs.connection(ref.id);
  if (spec === undefined) throw badSpec(sayOfFlows('flows-no-connection-spec', { id: ref.id }));
  if (role !== undefined && spec.role !== role)
    throw badSpec(sayOfFlows('flows-spec-role', { id: ref.id, title: spec.title, role }));
  return { ref, spec };
}
