import { type CompiledExpression, compileExpression, type Roots } from '@meniscus/languages/pql';
import type { Field } from '@meniscus/languages/xdm';
import type { StoredEvent } from './events/event-entry.ts';

/** Statuses of a computed attribute (page "Computed attributes API endpoint"). */
export type AttributeStatus = 'DRAFT' | 'NEW' | 'PROCESSING' | 'PROCESSED' | 'FAILED' | 'DISABLED';

export interface LookBack {
  readonly count: number;
  readonly unit: 'HOURS' | 'DAYS' | 'WEEKS' | 'MONTHS';
}

/** A computed attribute as it is kept. */
export interface ComputedAttribute {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly expression: { readonly type: 'PQL'; readonly format: 'pql/text'; readonly value: string };
  readonly duration: LookBack;
  readonly keepCurrent: boolean;
  readonly status: AttributeStatus;
  readonly mergeFunction: string;
  readonly returnType: string;
  /** When everybody was last looked at, epoch milliseconds. */
  readonly lastEvaluation?: number;
}

/** Where values stand in a profile, below the tenant's root. */
export const COMPUTED = 'ComputedAttributes';

/** Longest look-backs by unit (same page). */
export const LONGEST: Readonly<Record<LookBack['unit'], number>> = { HOURS: 24, DAYS: 7, WEEKS: 4, MONTHS: 6 };

const HOUR = 3_600_000;
const FUNCTIONS: Readonly<Record<string, string>> = {
  sum: 'SUM',
  count: 'COUNT',
  min: 'MIN',
  max: 'MAX',
  average: 'AVERAGE',
  topN: 'LIST',
  bottomN: 'LIST',
};

/** The functions an expression may end in, by their name in PQL. */
export function mergeFunctionOf(expression: string): string {
  const calls = [...expression.matchAll(/\.(\w+)\s*\(/g)].map(([, name]) => name!);
  const known = calls.reverse().find((name) => FUNCTIONS[name] !== undefined);
  if (known === 'topN' && /topN\s*\(\s*timestamp\s*,\s*1\s*\)/.test(expression)) return 'MOST_RECENT';
  return known === undefined ? '-' : FUNCTIONS[known]!;
}

/** The type of a compiled expression as schemas name it. */
export function returnTypeOf({ type }: CompiledExpression): string {
  switch (type.kind) {
    case 'text':
      return 'string';
    case 'timestamp':
      return 'date-time';
    case 'number':
    case 'boolean':
      return type.kind;
    case 'list':
      return 'array';
    default:
      return 'object';
  }
}

/** The field values of an attribute are checked against in audiences. */
export function fieldOf({ returnType }: Pick<ComputedAttribute, 'returnType'>): Field {
  if (returnType === 'array') return { type: 'array' };
  if (returnType === 'object') return { type: 'object', open: true };
  return { type: returnType as Field['type'] };
}

/** The moment a look-back begins. */
export function beginOf({ count, unit }: LookBack, now: number): number {
  if (unit === 'MONTHS') {
    const at = new Date(now);
    return at.setUTCMonth(at.getUTCMonth() - count);
  }
  return now - count * { HOURS: HOUR, DAYS: 24 * HOUR, WEEKS: 168 * HOUR }[unit];
}

/** Values of a person, and until when they hold if no event comes. */
export interface ComputedValues {
  readonly values: Readonly<Record<string, unknown>>;
  /** Epoch milliseconds; infinite when time alone changes nothing. */
  readonly due: number;
}

interface Compiled {
  readonly attribute: ComputedAttribute;
  readonly expression: CompiledExpression;
}

/** The published attributes of a scope, ready to be evaluated. */
export class CompiledAttributes {
  readonly #all: readonly Compiled[];
  /** Root of the tenant's own fields. */
  readonly root: string;

  constructor(root: string, attributes: readonly ComputedAttribute[]) {
    this.root = root;
    this.#all = attributes.flatMap((attribute) => {
      const compiled = compileExpression(attribute.expression.value, ANYTHING);
      return compiled.ok ? [{ attribute, expression: compiled.expression }] : [];
    });
  }

  /** What the events of a person, oldest first, amount to at a moment. Only those within the look-back of each attribute count. */
  evaluate(events: readonly StoredEvent[], now: number): ComputedValues {
    const values: Record<string, unknown> = {};
    // An event from the future counts when its time has come.
    let due = events.find(({ timestamp }) => timestamp > now)?.timestamp ?? Number.POSITIVE_INFINITY;
    for (const { attribute, expression } of this.#all) {
      const from = beginOf(attribute.duration, now);
      const within = events.filter(({ timestamp }) => timestamp > from && timestamp <= now);
      const found = expression.evaluate(
        NOBODY,
        within.map(({ entity }) => entity),
        now,
        () => false,
      );
      due = Math.min(due, expression.last.nextChange, ends(within[0]?.timestamp, from, now));
      if (found !== undefined && found !== null) values[attribute.name] = plain(found, attribute.returnType);
    }
    return { values, due };
  }
}

const NOBODY = Object.freeze({});
/** Definitions were checked against the schema when they were made; the schema may have lost a field since. */
const ANYTHING: Roots = { root: { type: 'object', open: true }, eventRoot: { type: 'object', open: true } };

/** When the oldest event within a look-back leaves it. */
function ends(oldest: number | undefined, from: number, now: number): number {
  return oldest === undefined ? Number.POSITIVE_INFINITY : now + (oldest - from);
}

/** Moments are kept as profiles have them. */
function plain(value: unknown, returnType: string): unknown {
  return returnType === 'date-time' && typeof value === 'number' ? new Date(value).toISOString() : value;
}
