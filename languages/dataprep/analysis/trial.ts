import type { PhraseValue } from '@meniscus/languages/syntax';
import { type Field, validatorFor } from '@meniscus/languages/xdm';
import { effortSpent } from '../effort.ts';
import { applying, prepareRows } from '../mapping-set/mapping-set.ts';
import type { PlainRow } from '../mapping-set/row.ts';
import { rowClosures } from '../mapping-set/row-code.ts';
import type { Allowance } from './allowance.ts';

/** Any time will do: what is tried does not depend on it. */
const CONTEXT = { now: Date.UTC(2026, 0, 1), seed: 'trial' };

/** Warnings that leave the attribute out. The others (a cut fraction, the first of several values) still give a value. */
const LEFT_OUT = new Set(['MAPPING-EVALUATION', 'MAPPING-CONVERSION']);

/** What a trial costs beside its effort: running the row, looking at what comes out, and each character of the row. */
const TRIAL = 400;
const CHARACTER = 2;

type Validate = ReturnType<typeof validatorFor>;

/** Runs rows one at a time against a target schema, to see what comes out. Each trial is paid for. */
export class Trials {
  readonly #target: Field;
  readonly #allowance: Allowance;
  #validate: Validate | undefined;

  constructor(target: Field, allowance: Allowance) {
    this.#target = target;
    this.#allowance = allowance;
  }

  /**
   * A function that says why the row fails for a record (the attribute is left out, or breaks the schema), and nothing when
   * it gives a valid value or none.
   */
  of(row: PlainRow): (record: unknown) => PhraseValue | undefined {
    // Closures: generated code would take longer to make than the few records take to run.
    const apply = applying(rowClosures(prepareRows({ mappings: [row], target: this.#target }).pieces));
    this.#validate ??= validatorFor(this.#target);
    const validate = this.#validate;
    return (record) => {
      const { entity, warnings } = apply(record, CONTEXT);
      this.#allowance.spend(TRIAL + row.source.length * CHARACTER + effortSpent());
      const warning = warnings.find(({ code }) => LEFT_OUT.has(code));
      if (warning !== undefined) return warning.phrase.values.why;
      // The row alone makes a part of an entity: what else must be there is not its business.
      return validate(entity).find(({ keyword }) => keyword !== 'required')?.phrase;
    };
  }
}
