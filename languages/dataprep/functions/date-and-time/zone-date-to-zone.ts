import { requiredDate } from '../../dates/require-date.ts';
import { ZonedDateTime } from '../../dates/zoned-date-time.ts';
import { say } from '../../phrases.ts';
import { asText, EvaluationError, isNothing, shown } from '../../values.ts';
import { defineFunction } from '../define.ts';

/** The page prints the local time with a Z, which is another instant; we print it with the offset of the zone. */
export const zoneDateToZone = defineFunction({
  name: 'zone_date_to_zone',
  category: 'Date and time',
  prose: 'The same instant in another zone.',
  parameters: [
    { name: 'DATE', type: 'date', prose: 'The date.' },
    { name: 'ZONE', type: 'string', prose: 'Zone such as `Europe/Paris` or `+02:00`.' },
  ],
  returns: { type: 'date', prose: 'The date in that zone; null for null.' },
  examples: [
    {
      expression: 'zone_date_to_zone(date("2021-10-26T13:43:59Z"), "Europe/Paris")',
      result: '2021-10-26T15:43:59+02:00',
    },
  ],
  run: ([input, zone]) => {
    if (isNothing(input)) return null;
    const moved = ZonedDateTime.at(requiredDate(input).epoch, asText(zone));
    if (moved === undefined) throw new EvaluationError(say('no-zone', { value: shown(zone) }));
    return moved;
  },
});
