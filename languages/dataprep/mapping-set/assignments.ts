import type { Step } from './path.ts';

/** A name or position as code. */
export function quoted(name: Step): string {
  return JSON.stringify(name);
}

/** A member whose value stands in a variable (or is fixed), as code; undefined in the variable means that nothing was found. */
export interface Assignment {
  readonly name: Step;
  readonly value: string;
  readonly when: 'always' | 'if found';
}

function areFound(members: readonly Assignment[]): readonly string[] {
  return members.filter(({ when }) => when === 'if found').map(({ value }) => `${value} !== undefined`);
}

/** Code that is true when there is a value for any of the members. */
function anyFound(members: readonly Assignment[]): string {
  const found = areFound(members);
  return found.length < members.length ? 'true' : found.join(' || ');
}

/** Code that sets the members of the object in `c`. */
function setAll(members: readonly Assignment[]): string {
  return members
    .map(({ name, value, when }) =>
      when === 'always'
        ? `c[${quoted(name)}] = ${value};`
        : `if (${value} !== undefined) c[${quoted(name)}] = ${value};`,
    )
    .join(' ');
}

/** Code that goes from a container to the one below a key and has it in `c`, made where it is not there (as `below` in `write.ts`). */
function step(from: string, key: string, empty: string, position: boolean): string {
  return `n = ${from}[${key}]; if (typeof n === 'object' && n !== null) c = n; else { ${gap(from, key, position)}c = ${from}[${key}] = ${empty}; }`;
}

function gap(from: string, key: string, position: boolean): string {
  return position ? `if (${key} > ${from}.length) run.holes = true; ` : '';
}

/** Code that puts the container at some keys into `c`, made where it is not there. */
export function container(keys: readonly Step[], listAtEnd: boolean): string {
  let code = 'c = entity;';
  for (const [index, key] of keys.entries()) {
    const list = index + 1 < keys.length ? typeof keys[index + 1] === 'number' : listAtEnd;
    code += ` ${step('c', quoted(key), list ? '[]' : '{}', typeof key === 'number')}`;
  }
  return code;
}

/**
 * Code that adds members to the object below a key. Where that is not there yet and all members were found it is written in one
 * piece: engines make no object faster.
 */
export function objectBelow(from: string, key: string, members: readonly Assignment[], position: boolean): string {
  const whole = members.map(({ name, value }) => `${quoted(name)}: ${value}`).join(', ');
  const all = [`${from}[${key}] === undefined`, ...areFound(members)].join(' && ');
  const piecemeal = `${step(from, key, '{}', position)} ${setAll(members)}`;
  return `if (${all}) { ${gap(from, key, position)}${from}[${key}] = { ${whole} }; } else { ${piecemeal} }`;
}

/** Code that runs only when there is a value for any of the members. */
export function whenAny(members: readonly Assignment[], code: string): string {
  return `if (${anyFound(members)}) { ${code} }`;
}

/** Members of the entity that have their values in variables of generated code, and the code that sets them. */
export class Assignments {
  readonly #objects = new Map<string, { readonly keys: readonly Step[]; readonly members: Assignment[] }>();
  readonly #destinations: (readonly Step[])[] = [];

  add(keys: readonly Step[], value: string, when: Assignment['when']): void {
    const above = keys.slice(0, -1);
    const path = JSON.stringify(above);
    const object = this.#objects.get(path) ?? { keys: above, members: [] };
    this.#objects.set(path, object);
    object.members.push({ name: keys.at(-1)!, value, when });
    this.#destinations.push(keys);
  }

  /** Is the destination one of these, above or below one? */
  touches(keys: readonly Step[]): boolean {
    return this.#destinations.some((other) => {
      const common = Math.min(keys.length, other.length);
      return keys.slice(0, common).every((key, at) => key === other[at]);
    });
  }

  code(): readonly string[] {
    return [...this.#objects.values()].map(({ keys, members }) => {
      const last = keys.at(-1);
      if (last === undefined) return whenAny(members, `c = entity; ${setAll(members)}`);
      const position = typeof last === 'number';
      const above = container(keys.slice(0, -1), position);
      return whenAny(members, `${above} ${objectBelow('c', quoted(last), members, position)}`);
    });
  }
}
