import { badBody, badSpec, emptyBody } from './errors.ts';
import type { SpecRef } from './objects.ts';
import type { Params } from './secrets.ts';
import type { ConnectionSpec, Specs } from './spec.ts';

type Members = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON object of a create call; throws 1405 when there is none. */
export function readObject(body: unknown): Members {
  if (body === undefined || body === null) throw emptyBody();
  if (!isObject(body)) throw badBody('the body must be a JSON object');
  return body;
}

/** A text of a body; throws when it is missing or empty. */
export function readText(members: Members, name: string): string {
  const value = members[name];
  if (typeof value !== 'string' || value.trim() === '') throw badBody(`${name} is required and must be a text`);
  return value;
}

export function readOptionalText(members: Members, name: string): string | undefined {
  const value = members[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw badBody(`${name} must be a text`);
  return value;
}

export function readOptionalObject(members: Members, name: string): Params | undefined {
  const value = members[name];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw badBody(`${name} must be an object`);
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
  if (!isObject(value) || typeof value.id !== 'string') throw badBody(`${name}.id is required and must be a text`);
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
  if (spec === undefined)
    throw badSpec(`connectionSpec.id ${ref.id} is not a connection spec; GET /connectionSpecs lists all`);
  if (role !== undefined && spec.role !== role)
    throw badSpec(`connectionSpec.id ${ref.id} (${spec.title}) cannot be used as a ${role}`);
  return { ref, spec };
}
