import type { Phrase } from '@meniscus/languages/syntax';
import type { Environment, EvaluationContext } from '../context.ts';
import { inEnglish, said } from '../phrases.ts';
import type { Dictionary } from '../values.ts';

/** What can go wrong with one attribute of a record. */
export type WarningCode = 'MAPPING-EVALUATION' | 'MAPPING-CONVERSION' | 'MAPPING-FRACTION' | 'MAPPING-MANY-VALUES';

/** Something that went wrong with one attribute of a record; the rest of the record went on. */
export interface MappingWarning {
  readonly code: WarningCode;
  readonly source: string;
  readonly destination: string;
  /** In English. */
  readonly message: string;
  /** The message, for other languages. */
  readonly phrase: Phrase;
}

/** The part of a row that warnings name. */
export interface Named {
  readonly source: string;
  readonly destination: string;
}

/**
 * The state of mapping one record. A new object for each: engines make small new objects faster than they let old ones point
 * to new ones.
 */
export class Run implements Environment {
  readonly entity: Dictionary = {};
  readonly record: unknown;
  readonly context: EvaluationContext;
  warnings: MappingWarning[] = NO_WARNINGS;
  /** The row at work. */
  row: Named = NO_ROW;
  /** Positions in the open array steps of the destination, as far as `level`. Written before they are read, so all records share them. */
  readonly indices: number[] = INDICES;
  level = 0;
  /** What belongs to every element of a list, to be done when the other rows have made them. */
  waiting: (() => void)[] | undefined = undefined;
  /** Ids the expressions of this record have asked for. */
  asked = 0;
  readonly locals: readonly unknown[] = NO_LOCALS;
  /** A value the row at work has found already. */
  value: unknown = undefined;
  /** Elements of the list a row is gathering. */
  gathered: unknown[] | undefined = undefined;
  /** Some array has an element that was never filled. */
  holes = false;

  constructor(record: unknown, context: EvaluationContext) {
    this.record = record;
    this.context = context;
  }

  get ids(): { asked: number } {
    return this;
  }

  /** The row at work met a value it cannot go through to the end. */
  tooDeep(): void {
    this.leaveLists();
    this.warn('MAPPING-EVALUATION', said('left-out', { why: said('value-too-deep') }));
  }

  /** Forgets where in which lists the row at work was. */
  leaveLists(): void {
    this.level = 0;
    this.gathered = undefined;
  }

  warn(code: WarningCode, phrase: Phrase): void {
    if (this.warnings === NO_WARNINGS) this.warnings = [];
    const { source, destination } = this.row;
    this.warnings.push({ code, source, destination, message: inEnglish(phrase), phrase });
  }
}

// Shared by all records without warnings, which are nearly all; never written to.
const NO_WARNINGS: MappingWarning[] = Object.freeze([]) as unknown as MappingWarning[];
const INDICES: number[] = [];
const NO_LOCALS: readonly unknown[] = [];
const NO_ROW: Named = { source: '', destination: '' };

/** A record nested so deeply that the stack ends costs the attribute, not the process. */
export function guarded(row: (run: Run) => void): (run: Run) => void {
  return (run) => {
    try {
      row(run);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      run.tooDeep();
    }
  };
}
