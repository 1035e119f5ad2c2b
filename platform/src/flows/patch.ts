import { applyPatch, PatchError, type PatchOperation } from '../kernel/index.ts';
import { badEntityPath, badPatch, emptyBody, specIsFixed, stateIsNeeded, unsupportedOperation } from './errors.ts';
import { sayOfFlows } from './phrases.ts';

const OPERATIONS = new Set(['add', 'replace', 'remove']);

function check(operation: PatchOperation | null, editable: ReadonlySet<string>): void {
  const op = operation?.op;
  if (typeof op !== 'string' || !OPERATIONS.has(op.toLowerCase())) throw unsupportedOperation(String(op));
  if (typeof operation?.path !== 'string' || operation.path === '') throw badPatch(sayOfFlows('flows-patch-path'));
  const member = operation.path.split('/')[1];
  if (member === 'connectionSpec') throw specIsFixed();
  if (member === undefined || !editable.has(member)) throw badEntityPath(operation.path, editable);
  if (operation.path === '/state' && op.toLowerCase() === 'remove') throw stateIsNeeded();
}

/**
 * Applies the body of a PATCH call (JSON Patch with add, replace and remove, in any letter case) to the members that may be
 * changed. Throws the documented problems. `add` of what a member misses on the way, e.g. `/options`, is the caller's to do.
 */
export function patched<T extends object>(members: T, body: unknown, editable: readonly string[]): Partial<T> {
  if (body === undefined || body === null) throw emptyBody();
  // One published sample sends a single operation without the array.
  const operations = (Array.isArray(body) ? body : [body]) as PatchOperation[];
  const names = new Set(editable);
  for (const operation of operations) check(operation, names);
  try {
    return applyPatch(members, operations) as Partial<T>;
  } catch (error) {
    throw error instanceof PatchError ? badPatch(error.said) : error;
  }
}
