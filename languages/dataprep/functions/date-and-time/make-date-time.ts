import { ZonedDateTime } from '../../dates/zoned-date-time.ts';
import { say } from '../../phrases.ts';
import { asInteger, asText, EvaluationError } from '../../values.ts';
import { defineFunction } from '../define.ts';

/** The page prints the local time with a Z, which is another instant; we print it with the offset of the zone. */
export const makeDateTime = defineFunction({
  name: 'make_date_time',
  aliases: ['make_timestamp'],
  category: 'Date and time',
  prose: 'A date from its components.',
  parameters: [
    { name: 'YEAR', type: 'integer', prose: 'Four digits.' },
    { name: 'MONTH', type: 'integer', prose: '1 to 12.' },
    { name: 'DAY', type: 'integer', prose: '1 to 31.' },
    { name: 'HOUR', type: 'integer', prose: '0 to 23.' },
    { name: 'MINUTE', type: 'integer', prose: '0 to 59.' },
    { name: 'SECOND', type: 'integer', prose: '0 to 59.' },
    { name: 'NANOSECOND', type: 'integer', prose: '0 to 999999999; what is below a millisecond is cut off.' },
    { name: 'TIMEZONE', type: 'string', prose: 'Zone such as `Europe/Paris` or `+02:00`.' },
  ],
  returns: { type: 'date', prose: 'The date.' },
  examples: [
    {
      expression: 'zone_date_to_utc(make_date_time(2019, 10, 17, 11, 55, 12, 999, "America/Los_Angeles"))',
      result: '2019-10-17T18:55:12Z',
    },
  ],
  run: (args) => {
    const [year, month, day, hour, minute, second, nanosecond] = args.slice(0, 7).map(asInteger) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const millisecond = Math.floor(nanosecond / 1_000_000);
    const made = ZonedDateTime.of({ year, month, day, hour, minute, second, millisecond }, asText(args[7]));
    if (made === undefined) throw new EvaluationError(say('no-date-made'));
    return made;
  },
});
