/** One operation of a JSON Patch (RFC 6902). */
export interface PatchOperation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

export type PatchErrorCode = 'bad-operation' | 'bad-path' | 'missing' | 'test-failed';

/** Why a patch cannot be applied; `path` is the operation's. Nothing was changed. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
  readonly code: PatchErrorCode;
  readonly path: string;

  constructor(code: PatchErrorCode, path: string, message: string) {
    super(message);
    this.code = code;
    this.path = path;
  }
}

/** Names that would reach the prototype of every object. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const OPERATIONS = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);

type Container = Record<string, unknown> | unknown[];

/**
 * Applies operations in order to a copy of the document and returns the copy; the document stays as it is, also when an
 * operation fails (`PatchError`). Operation names are taken in any letter case: one published enumeration is in capitals.
 */
export function applyPatch(document: unknown, operations: readonly PatchOperation[]): unknown {
  if (!Array.isArray(operations)) throw new PatchError('bad-operation', '', 'a patch is an array of operations');
  const root = { '': structuredClone(document) };
  for (const operation of operations) applyOne(root, operation);
  return root[''];
}

function applyOne(root: Record<string, unknown>, operation: PatchOperation): void {
  const op = typeof operation?.op === 'string' ? operation.op.toLowerCase() : '';
  if (!OPERATIONS.has(op))
    throw new PatchError(
      'bad-operation',
      String(operation?.path ?? ''),
      `\`${String(operation?.op)}\` is not an operation; use add, remove or replace`,
    );
  const { path } = operation;
  switch (op) {
    case 'remove':
      take(root, path);
      return;
    case 'move':
      put(root, path, take(root, operation.from ?? ''), true);
      return;
    case 'copy':
      put(root, path, structuredClone(look(root, operation.from ?? '')), true);
      return;
    case 'test':
      if (JSON.stringify(look(root, path)) !== JSON.stringify(operation.value))
        throw new PatchError('test-failed', path, `the value at ${path} is not the expected one`);
      return;
    default:
      if (operation.value === undefined)
        throw new PatchError('bad-operation', path, `the operation ${op} at ${path} has no value`);
      put(root, path, structuredClone(operation.value), op === 'add');
  }
}

/** Names of a JSON pointer, the root's own empty name first. */
function namesOf(path: unknown): string[] {
  if (typeof path !== 'string' || (path !== '' && !path.startsWith('/')))
    throw new PatchError('bad-path', String(path), `\`${String(path)}\` is not a JSON pointer; it begins with /`);
  const names = path.split('/').map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  const forbidden = names.find((name) => FORBIDDEN.has(name));
  if (forbidden !== undefined) throw new PatchError('bad-path', path, `\`${forbidden}\` cannot be a name`);
  return names;
}

function child(container: Container, name: string, path: string): unknown {
  const found = Array.isArray(container)
    ? container[indexOf(container, name, path, false)]
    : Object.hasOwn(container, name)
      ? container[name]
      : undefined;
  if (found === undefined) throw new PatchError('missing', path, `there is nothing at ${path}`);
  return found;
}

function parentOf(root: Record<string, unknown>, path: string): { container: Container; name: string } {
  const names = namesOf(path);
  let container: Container = root;
  for (const name of names.slice(0, -1)) {
    const next = child(container, name, path);
    if (typeof next !== 'object' || next === null)
      throw new PatchError('missing', path, `there is no object on the way to ${path}`);
    container = next as Container;
  }
  return { container, name: names.at(-1)! };
}

function indexOf(list: readonly unknown[], name: string, path: string, adding: boolean): number {
  if (adding && name === '-') return list.length;
  const index = /^(0|[1-9]\d{0,8})$/.test(name) ? Number(name) : Number.NaN;
  if (Number.isNaN(index) || index > (adding ? list.length : list.length - 1))
    throw new PatchError('missing', path, `there is no element ${name} at ${path}`);
  return index;
}

function look(root: Record<string, unknown>, path: string): unknown {
  const { container, name } = parentOf(root, path);
  return child(container, name, path);
}

function take(root: Record<string, unknown>, path: string): unknown {
  const { container, name } = parentOf(root, path);
  const value = child(container, name, path);
  if (Array.isArray(container)) container.splice(indexOf(container, name, path, false), 1);
  else delete container[name];
  return value;
}

function put(root: Record<string, unknown>, path: string, value: unknown, adding: boolean): void {
  const { container, name } = parentOf(root, path);
  if (!Array.isArray(container)) {
    if (!adding) child(container, name, path);
    container[name] = value;
    return;
  }
  const index = indexOf(container, name, path, adding);
  container.splice(index, adding ? 0 : 1, value);
}
