import { type Field, validatorFor } from '@meniscus/languages/xdm';
import { applying, prepareRows } from '../mapping-set/mapping-set.ts';
import type { PlainRow } from '../mapping-set/row.ts';
import { rowClosures } from '../mapping-set/row-code.ts';

/** Any time will do: what is tried does not depend on it. */
const CONTEXT = { now: Date.UTC(2026, 0, 1), seed: 'trial' };

/** Warnings that leave the attribute out. The others (a cut fraction, the first of several values) still give a value. */
const LEFT_OUT = new Set(['MAPPING-EVALUATION', 'MAPPING-CONVERSION']);

type Validate = ReturnType<typeof validatorFor>;

/** Runs rows one at a time against a target schema, to see what comes out. */
export class Trials {
  readonly #target: Field;
  #validate: Validate | undefined;

  constructor(target: Field) {
    this.#target = target;
  }

  /**
   * A function that says why the row fails for a record (the attribute is left out, or breaks the schema), and nothing when
   * it gives a valid value or none.
   */
  of(row: PlainRow): (record: unknown) => string | undefined {
    // Closures: generated code would take longer to make than the few records take to run.
    const apply = applying(rowClosures(prepareRows({ mappings: [row], target: this.#target }).pieces));
    this.#validate ??= validatorFor(this.#target);
    const validate = this.#validate;
    return (record) => {
      const { entity, warnings } = apply(record, CONTEXT);
      const warning = warnings.find(({ code }) => LEFT_OUT.has(code));
      if (warning !== undefined) return warning.message.replace(/; the attribute was left out$/, '');
      // The row alone makes a part of an entity: what else must be there is not its business.
      return validate(entity).find(({ keyword }) => keyword !== 'required')?.message;
    };
  }
}
