import { namedEvent } from '../../analytics.ts';
import { asText } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const aaGetEventId = defineFunction({
  name: 'aa_get_event_id',
  category: 'Analytics',
  availability: 'analytics',
  prose: 'The serial id of an event in an event list.',
  parameters: [
    { name: 'EVENT_STRING', type: 'string', prose: 'Analytics event list, events separated by commas.' },
    { name: 'EVENT_NAME', type: 'string', prose: 'Name of the event.' },
  ],
  returns: { type: 'string', prose: 'The id; null when the event has none or is not there.' },
  examples: [{ expression: 'aa_get_event_id("event101=5:123456,scOpen", "event101")', result: '123456' }],
  run: ([events, name]) => namedEvent(asText(events), ',', asText(name))?.id ?? null,
});
