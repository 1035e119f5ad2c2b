import { ALL, type Step } from './path.ts';
import type { Run } from './run.ts';

type Container = Record<Step, unknown>;

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

/** The container below one, made when it is not there. `list` says which kind. */
function below(container: Container, key: Step, list: boolean, run: Run): Container {
  const found = container[key];
  if (isContainer(found)) return found;
  const made: Container = list ? ([] as unknown as Container) : {};
  if (typeof key === 'number' && key > (container as unknown as unknown[]).length) run.holes = true;
  container[key] = made;
  return made;
}

/** The container at the end of keys, with all that is missing on the way; open array steps take their positions from the run. */
function reach(keys: readonly Step[], length: number, listAtEnd: boolean, run: Run): Container {
  let container = run.entity as Container;
  let open = 0;
  for (let index = 0; index < length; index += 1) {
    let key = keys[index]!;
    if (key === ALL) {
      key = run.indices[open]!;
      open += 1;
    }
    const list = index + 1 < length ? typeof keys[index + 1] === 'number' : listAtEnd;
    container = below(container, key, list, run);
  }
  return container;
}

/** The object at a destination, made when it is not there. */
export function containerAt(keys: readonly Step[], run: Run): Record<string, unknown> {
  return reach(keys, keys.length, false, run);
}

/**
 * Sets the value at a destination. An object over an object adds its members: parents are copied first, rows for single
 * children after them.
 */
export function write(keys: readonly Step[], run: Run, value: unknown): void {
  const last = keys.length - 1;
  let key = keys[last]!;
  const container = reach(keys, last, typeof key === 'number', run);
  if (key === ALL) key = run.indices[openSteps(keys) - 1]!;
  const there = container[key];
  if (isContainer(there) && isContainer(value) && !Array.isArray(there)) Object.assign(there, value);
  else {
    if (typeof key === 'number' && key > (container as unknown as unknown[]).length) run.holes = true;
    container[key] = value;
  }
}

function openSteps(keys: readonly Step[]): number {
  let count = 0;
  for (const key of keys) if (key === ALL) count += 1;
  return count;
}

/** Takes a value away again, if it is there (`nullify()`); below an open array step from every element. */
export function erase(keys: readonly Step[], run: Run): void {
  eraseBelow(run.entity, keys, 0, run);
}

function eraseBelow(container: unknown, keys: readonly Step[], at: number, run: Run): void {
  if (!isContainer(container)) return;
  const step = keys[at]!;
  for (const key of step === ALL ? Object.keys(container) : [step]) {
    if (at + 1 < keys.length) eraseBelow(container[key], keys, at + 1, run);
    else {
      run.holes ||= Array.isArray(container);
      delete container[key];
    }
  }
}

/** How many elements the list at the first open step has by now; 0 when it is not there. */
export function lengthAtOpenStep(keys: readonly Step[], run: Run): number {
  let container: unknown = run.entity;
  for (const key of keys) {
    if (key === ALL) return Array.isArray(container) ? container.length : 0;
    if (!isContainer(container)) return 0;
    container = container[key];
  }
  return 0;
}

/** Closes gaps in lists, everywhere below. Only run when some row left one. */
export function closeGaps(value: unknown): void {
  if (!isContainer(value)) return;
  if (Array.isArray(value)) {
    // Not `filter`: a list whose first position is 9999 has one element to look at.
    const kept = Object.values(value).filter((element) => element !== undefined);
    value.length = 0;
    for (const element of kept) value.push(element);
  }
  for (const member of Object.values(value)) closeGaps(member);
}
