import { requiredDate } from '../../dates/require-date.ts';
import type { ZonedDateTime } from '../../dates/zoned-date-time.ts';
import { say } from '../../phrases.ts';
import { asText, EvaluationError, isNothing, shown } from '../../values.ts';
import { defineFunction } from '../define.ts';

/** `w` stands for week and weekday in the page; it is the week here, `dw` and `weekday` are the weekday from Monday = 1. */
export const datePart = defineFunction({
  name: 'date_part',
  category: 'Date and time',
  prose: 'One component of a date as a number, on the clocks of its zone.',
  parameters: [
    {
      name: 'COMPONENT',
      type: 'string',
      prose:
        'year, quarter, month, dayofyear, day, week, weekday, hour, minute, second, millisecond or a short form of these; case does not matter.',
    },
    { name: 'DATE', type: 'date', prose: 'The date.' },
  ],
  returns: { type: 'integer', prose: 'The component; null for null.' },
  examples: [
    { expression: 'date_part("MM", date("2019-10-17 11:55:12"))', result: 10 },
    { expression: 'date_part("weekday", date("2019-10-17"))', result: 4 },
  ],
  run: ([component, input]) => {
    if (isNothing(input)) return null;
    const read = COMPONENTS.get(asText(component).toLowerCase());
    if (read === undefined) throw new EvaluationError(say('no-date-part', { value: shown(component) }));
    return read(requiredDate(input));
  },
});

type Read = (date: ZonedDateTime) => number;

const COMPONENTS: ReadonlyMap<string, Read> = new Map(
  (
    [
      ['year yyyy yy', ({ fields }) => fields.year],
      ['quarter qq q', ({ fields }) => Math.ceil(fields.month / 3)],
      ['month mm m', ({ fields }) => fields.month],
      ['dayofyear dy y', ({ dayOfYear }) => dayOfYear],
      ['day dd d', ({ fields }) => fields.day],
      ['week ww w', ({ week }) => week.week],
      ['weekday dw', ({ weekday }) => weekday],
      ['hour hh hh24', ({ fields }) => fields.hour],
      ['hh12', ({ fields }) => fields.hour % 12 || 12],
      ['minute mi n', ({ fields }) => fields.minute],
      ['second ss s', ({ fields }) => fields.second],
      ['millisecond sss', ({ fields }) => fields.millisecond],
    ] as readonly (readonly [string, Read])[]
  ).flatMap(([names, read]) => names.split(' ').map((name) => [name, read] as const)),
);
