import type { EvaluationContext } from '../context.ts';
import type { Dictionary } from '../values.ts';

/** Something that went wrong with one attribute of a record; the rest of the record went on. */
export interface MappingWarning {
  /** `MAPPING-EVALUATION`, `MAPPING-CONVERSION`, `MAPPING-FRACTION` or `MAPPING-MANY-VALUES`. */
  readonly code: string;
  readonly source: string;
  readonly destination: string;
  readonly message: string;
}

/** The part of a row that warnings name. */
export interface Named {
  readonly source: string;
  readonly destination: string;
}

/** The state of mapping one record. One object per mapping set, started anew for each record. */
export class Run {
  entity: Dictionary = {};
  record: unknown;
  context: EvaluationContext = { now: 0 };
  warnings: MappingWarning[] = NO_WARNINGS;
  /** The row at work. */
  row: Named = NO_ROW;
  /** Positions in the open array steps of the destination, as far as `level`. */
  readonly indices: number[] = [];
  level = 0;
  /** What belongs to every element of a list, to be done when the other rows have made them. */
  waiting: (() => void)[] | undefined;
  /** Elements of the list a row is gathering. */
  gathered: unknown[] | undefined;
  /** Some array has an element that was never filled. */
  holes = false;

  start(record: unknown, context: EvaluationContext): void {
    this.entity = {};
    this.record = record;
    this.context = context;
    this.warnings = NO_WARNINGS;
    this.waiting = undefined;
    this.holes = false;
    this.leaveLists();
  }

  /** Forgets where in which lists the row at work was. */
  leaveLists(): void {
    this.level = 0;
    this.gathered = undefined;
  }

  warn(code: string, message: string): void {
    if (this.warnings === NO_WARNINGS) this.warnings = [];
    this.warnings.push({ code, source: this.row.source, destination: this.row.destination, message });
  }
}

// Shared by all records without warnings, which are nearly all; never written to.
const NO_WARNINGS: MappingWarning[] = Object.freeze([]) as unknown as MappingWarning[];
const NO_ROW: Named = { source: '', destination: '' };
