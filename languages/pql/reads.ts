/**
 * A test of one profile value against literals. Two rules with the same test share it: it is told apart by `path` and
 * `key`, and a change of the value can only matter to a rule when the test answers otherwise than before.
 */
export type ValueTest =
  /** Answers otherwise only for these values: `=`, `!=`, `in`, `notIn`, `equals`. */
  | { readonly kind: 'values'; readonly path: string; readonly key: string; readonly values: readonly unknown[] }
  /** Answers otherwise on both sides of a number: `<`, `<=`, `>`, `>=`. */
  | { readonly kind: 'limit'; readonly path: string; readonly key: string; readonly limit: number };

/**
 * Which events can matter to a rule: those whose field has one of the values. `folded`: compared without regard to case,
 * values in lower case.
 */
export interface EventTest {
  readonly path: string;
  readonly folded: boolean;
  readonly values: readonly (string | number | boolean)[];
}

/** What a rule reads, gathered while it is bound. */
export class Reads {
  readonly #paths = new Set<string>();
  readonly #tests = new Map<string, ValueTest>();
  readonly #eventTests: EventTest[] = [];
  #events = false;
  #anyEvent = false;

  /** A profile value is read in a way that any change of it can matter. */
  path(path: string): void {
    this.#paths.add(path);
  }

  test(test: ValueTest): void {
    this.#tests.set(`${test.path}\u0000${test.key}`, test);
  }

  /** Events are read, and any of them can matter. */
  anyEvent(): void {
    this.#events = true;
    this.#anyEvent = true;
  }

  /** Events are read, and only those that pass the test can matter. */
  someEvents(test: EventTest): void {
    this.#events = true;
    this.#eventTests.push(test);
  }

  get events(): boolean {
    return this.#events;
  }

  /** Undefined: any event can matter. */
  get eventTests(): readonly EventTest[] | undefined {
    return this.#anyEvent ? undefined : this.#eventTests;
  }

  /** Paths read whole, none below another; sorted. */
  get whole(): readonly string[] {
    return withoutCovered([...this.#paths].sort());
  }

  /** Tests of values that are not read whole as well. */
  get tests(): readonly ValueTest[] {
    const whole = this.#paths;
    return [...this.#tests.values()].filter(({ path }) => !covered(path, whole));
  }

  /** Every path, however it is read; none below another, sorted. */
  get paths(): readonly string[] {
    return withoutCovered([...new Set([...this.#paths, ...[...this.#tests.values()].map(({ path }) => path)])].sort());
  }
}

/** Is the path, or what stands above it, among the known? */
function covered(path: string, known: ReadonlySet<string>): boolean {
  if (known.has(path)) return true;
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1))
    if (known.has(path.slice(0, dot))) return true;
  return false;
}

/** `loyalty.tier` says nothing new beside `loyalty`. Sorted input; a prefix need not stand directly before. */
function withoutCovered(paths: readonly string[]): readonly string[] {
  const known = new Set(paths);
  return paths.filter((path) => {
    const dot = path.lastIndexOf('.');
    return dot < 0 || !covered(path.slice(0, dot), known);
  });
}
