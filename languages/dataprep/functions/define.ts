import type { Environment, Evaluator } from '../context.ts';

/** Categories of the published function list. */
export type Category =
  | 'String'
  | 'Regular expression'
  | 'Hashing'
  | 'URL'
  | 'Date and time'
  | 'Hierarchies - Objects'
  | 'Hierarchies - Arrays'
  | 'Hierarchies - Map'
  | 'Logical operators'
  | 'Aggregation'
  | 'Type conversions'
  | 'JSON'
  | 'Special operations'
  | 'User agent'
  | 'Analytics';

export type ValueType =
  | 'any'
  | 'string'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'date'
  | 'array'
  | 'object'
  | 'map'
  | 'lambda';

export interface Parameter {
  readonly name: string;
  readonly type: ValueType;
  readonly prose: string;
  readonly optional?: true;
  /** Last parameter only: any number of further arguments. */
  readonly repeats?: true;
  /** A bare field name stands for itself, not for the field's value: `object_to_map(addresses, type)`. */
  readonly takesName?: true;
}

/** An example that is also a test: the expression over `record` gives `result`. */
export interface Example {
  readonly expression: string;
  readonly result: unknown;
  readonly record?: Readonly<Record<string, unknown>>;
}

interface Declaration {
  readonly name: string;
  /** Further names of the same function. */
  readonly aliases?: readonly string[];
  readonly category: Category;
  /** One sentence or two: what it does, and what may surprise. */
  readonly prose: string;
  readonly parameters: readonly Parameter[];
  readonly returns: { readonly type: ValueType; readonly prose: string };
  readonly examples: readonly Example[];
  /** Units of effort for each character of a text argument (`effort.ts`), where it is not the usual one. */
  readonly cost?: number;
  /** Called on a value, `value.name(…)`; the value is the first argument. */
  readonly method?: true;
  /** Where Adobe allows it, when not everywhere. We run it everywhere. */
  readonly availability?: 'destinations' | 'analytics' | 'deprecated';
}

/**
 * A mapping function. `run` gets evaluated arguments (absent ones are undefined) and the environment; `build` gets the
 * compiled arguments, for functions that must not evaluate all of them. Both throw `EvaluationError` for values they
 * cannot use.
 */
export type FunctionSpec = Declaration &
  (
    | {
        readonly run: (args: readonly unknown[], environment: Environment) => unknown;
        readonly build?: undefined;
        /** As below, for functions called often. */
        readonly code?: (args: readonly string[]) => string;
      }
    | {
        readonly build: (args: readonly Evaluator[]) => Evaluator;
        /** The same as code, from the code of the arguments; see `expression-code.ts` for what it may use. */
        readonly code: (args: readonly string[]) => string;
        readonly run?: undefined;
      }
  );

/** Checks a declaration's types where it is written. The catalogue finds it by its file. */
export function defineFunction(declaration: FunctionSpec): FunctionSpec {
  return declaration;
}

/** Fewest and most arguments, the receiver of a method not counted. */
export function arity(spec: FunctionSpec): { least: number; most: number } {
  const parameters = spec.method === true ? spec.parameters.slice(1) : spec.parameters;
  return {
    least: parameters.filter(({ optional }) => optional !== true).length,
    most: parameters.at(-1)?.repeats === true ? Number.POSITIVE_INFINITY : parameters.length,
  };
}
