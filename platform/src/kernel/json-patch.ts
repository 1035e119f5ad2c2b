import { isDeepStrictEqual } from 'node:util';
import { parseJson, type Said } from '@meniscus/languages/syntax';
import { sayOfRequest } from './request-phrases.ts';

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
  readonly said: Said;

  constructor(code: PatchErrorCode, path: string, said: Said) {
    super(said.message);
    this.code = code;
    this.path = path;
    this.said = said;
  }
}

/** Names that would reach the prototype of every object. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const OPERATIONS = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);
/** Characters of JSON all copy operations of one patch may make: copies of copies would double without end. */
const MAX_COPIED = 4 * 1024 * 1024;

type Container = Record<string, unknown> | unknown[];

/**
 * Applies operations in order to a copy of the document and returns the copy; the document stays as it is, also when an
 * operation fails (`PatchError`). Operation names are taken in any letter case: one published enumeration is in capitals.
 */
export function applyPatch(document: unknown, operations: readonly PatchOperation[]): unknown {
  if (!Array.isArray(operations)) throw new PatchError('bad-operation', '', sayOfRequest('patch-no-array'));
  const root = { '': structuredClone(document) };
  const budget = { copied: 0 };
  for (const operation of operations) applyOne(root, operation, budget);
  return root[''];
}

function applyOne(root: Record<string, unknown>, operation: PatchOperation, budget: { copied: number }): void {
  const op = typeof operation?.op === 'string' ? operation.op.toLowerCase() : '';
  if (!OPERATIONS.has(op))
    throw new PatchError(
      'bad-operation',
      String(operation?.path ?? ''),
      sayOfRequest('patch-no-operation', { op: String(operation?.op) }),
    );
  const { path } = operation;
  switch (op) {
    case 'remove':
      take(root, path);
      return;
    case 'move':
      move(root, operation.from, path);
      return;
    case 'copy':
      put(root, path, copied(look(root, operation.from), path, budget), true);
      return;
    case 'test':
      if (!isDeepStrictEqual(look(root, path), operation.value))
        throw new PatchError('test-failed', path, sayOfRequest('patch-test-failed', { path }));
      return;
    default:
      if (operation.value === undefined)
        throw new PatchError('bad-operation', path, sayOfRequest('patch-no-value', { op, path }));
      put(root, path, structuredClone(operation.value), op === 'add');
  }
}

/** Nothing can be moved into itself. */
function move(root: Record<string, unknown>, from: string | undefined, path: string): void {
  if (path === from) return;
  namesOf(path);
  if (from !== undefined && path.startsWith(`${from}/`))
    throw new PatchError('bad-path', path, sayOfRequest('patch-into-itself', { from }));
  put(root, path, take(root, from), true);
}

function copied(value: unknown, path: string, budget: { copied: number }): unknown {
  const text = JSON.stringify(value);
  budget.copied += text.length;
  if (budget.copied > MAX_COPIED)
    throw new PatchError('bad-operation', path, sayOfRequest('patch-copies-too-much', { most: MAX_COPIED }));
  return parseJson(text);
}

/** Names of a JSON pointer, the root's own empty name first. */
function namesOf(path: unknown): string[] {
  if (typeof path !== 'string' || (path !== '' && !path.startsWith('/')))
    throw new PatchError('bad-path', String(path), sayOfRequest('patch-no-pointer', { path: String(path) }));
  const names = path.split('/').map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  const forbidden = names.find((name) => FORBIDDEN.has(name));
  if (forbidden !== undefined)
    throw new PatchError('bad-path', path, sayOfRequest('patch-forbidden-name', { name: forbidden }));
  return names;
}

function child(container: Container, name: string, path: string): unknown {
  const found = Array.isArray(container)
    ? container[indexOf(container, name, path, false)]
    : Object.hasOwn(container, name)
      ? container[name]
      : undefined;
  if (found === undefined) throw new PatchError('missing', path, sayOfRequest('patch-nothing-there', { path }));
  return found;
}

function parentOf(root: Record<string, unknown>, path: string | undefined): { container: Container; name: string } {
  const names = namesOf(path);
  let container: Container = root;
  for (const name of names.slice(0, -1)) {
    const next = child(container, name, path!);
    if (typeof next !== 'object' || next === null)
      throw new PatchError('missing', path!, sayOfRequest('patch-no-object-on-the-way', { path: path! }));
    container = next as Container;
  }
  return { container, name: names.at(-1)! };
}

function indexOf(list: readonly unknown[], name: string, path: string, adding: boolean): number {
  if (adding && name === '-') return list.length;
  const index = /^(0|[1-9]\d{0,8})$/.test(name) ? Number(name) : Number.NaN;
  if (Number.isNaN(index) || index > (adding ? list.length : list.length - 1))
    throw new PatchError('missing', path, sayOfRequest('patch-no-element', { name, path }));
  return index;
}

function look(root: Record<string, unknown>, path: string | undefined): unknown {
  const { container, name } = parentOf(root, path);
  return child(container, name, path!);
}

function take(root: Record<string, unknown>, path: string | undefined): unknown {
  if (path === '') throw new PatchError('bad-path', path, sayOfRequest('patch-whole-document'));
  const { container, name } = parentOf(root, path);
  const value = child(container, name, path!);
  if (Array.isArray(container)) container.splice(indexOf(container, name, path!, false), 1);
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
