import { momentOf } from '../calendar.ts';
import { noteUnit } from '../clock-change.ts';
import { type FunctionExample, type PqlFunction, pqlFunction } from '../function.ts';
import { NUMBER } from '../value-type.ts';

interface DatePart {
  readonly name: string;
  readonly summary: string;
  part(date: Date): number;
  readonly examples: readonly FunctionExample[];
}

/** A part of a timestamp in UTC; no time zone is documented. */
export function datePart({ part, ...prose }: DatePart): PqlFunction {
  return pqlFunction({
    ...prose,
    category: 'datetime',
    form: 'method',
    syntax: `TS.${prose.name}()`,
    receiver: ['timestamp'],
    parameters: [],
    result: () => NUMBER,
    compile: ({ receiver: { run } }) => {
      return (env) => {
        const at = momentOf(run(env));
        return Number.isNaN(at) ? undefined : part(new Date(at));
      };
    },
  });
}

/** The same part of the moment of the evaluation; it stays the same for the calendar unit. */
export function currentPart({
  part,
  unit,
  ...prose
}: DatePart & { readonly unit: 'day' | 'month' | 'year' }): PqlFunction {
  return pqlFunction({
    ...prose,
    category: 'datetime',
    form: 'prefix',
    syntax: `${prose.name}()`,
    reads: 'clock',
    parameters: [],
    result: () => NUMBER,
    compile: () => (env) => {
      noteUnit(env, unit);
      return part(new Date(env.now));
    },
  });
}
