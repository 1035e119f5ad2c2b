import { requiredDate } from '../../dates/require-date.ts';
import { ZonedDateTime } from '../../dates/zoned-date-time.ts';
import { say } from '../../phrases.ts';
import { asInteger, asText, EvaluationError, isNothing, shown } from '../../values.ts';
import { defineFunction } from '../define.ts';

/** The documented result has no milliseconds although its input has: seconds are the finest unit this function keeps. */
export const setDatePart = defineFunction({
  name: 'set_date_part',
  category: 'Date and time',
  prose: 'A date with one component changed, on the clocks of its zone. Milliseconds are cut off.',
  parameters: [
    {
      name: 'COMPONENT',
      type: 'string',
      prose: 'year, month, day, hour, minute, second or a short form of these; case does not matter.',
    },
    { name: 'VALUE', type: 'integer', prose: 'The new value.' },
    { name: 'DATE', type: 'date', prose: 'The date.' },
  ],
  returns: { type: 'date', prose: 'The changed date; null for null.' },
  examples: [{ expression: 'set_date_part("m", 4, date("2016-11-09T11:44:44.797"))', result: '2016-04-09T11:44:44Z' }],
  run: ([component, value, input]) => {
    if (isNothing(input)) return null;
    const field = FIELDS.get(asText(component).toLowerCase());
    if (field === undefined) throw new EvaluationError(say('no-date-part', { value: shown(component) }));
    const { fields, zone } = requiredDate(input);
    const changed = ZonedDateTime.of({ ...fields, millisecond: 0, [field]: asInteger(value) }, zone);
    if (changed === undefined) throw new EvaluationError(say('no-such-date', { part: field, value: shown(value) }));
    return changed;
  },
});

const FIELDS: ReadonlyMap<string, string> = new Map(
  (
    [
      ['year yyyy yy', 'year'],
      ['month mm m', 'month'],
      ['day dd d', 'day'],
      ['hour hh', 'hour'],
      ['minute mi n', 'minute'],
      ['second ss s', 'second'],
    ] as const
  ).flatMap(([names, field]) => names.split(' ').map((name) => [name, field] as const)),
);
