import { namedEvent } from '../../analytics.ts';
import { asText } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const aaGetEventValue = defineFunction({
  name: 'aa_get_event_value',
  category: 'Analytics',
  availability: 'analytics',
  prose: 'The value of an event in an event list, 1 when none is written.',
  parameters: [
    { name: 'EVENT_STRING', type: 'string', prose: 'Analytics event list, events separated by commas.' },
    { name: 'EVENT_NAME', type: 'string', prose: 'Name of the event.' },
  ],
  returns: { type: 'string', prose: 'The value; null when the event is not there.' },
  examples: [
    { expression: 'aa_get_event_value("event101=5:123456,scOpen", "event101")', result: '5' },
    { expression: 'aa_get_event_value("event101,scOpen", "scOpen")', result: '1' },
  ],
  run: ([events, name]) => namedEvent(asText(events), ',', asText(name))?.value ?? null,
});
