import { productEvents } from '../../analytics.ts';
import { asText } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const aaGetProductEventValues = defineFunction({
  name: 'aa_get_product_event_values',
  category: 'Analytics',
  availability: 'analytics',
  prose: 'The values of an event over all products that have it.',
  parameters: [
    {
      name: 'PRODUCTS_STRING',
      type: 'string',
      prose: 'Analytics products string: category;name;quantity;price;events;evars, products separated by commas.',
    },
    { name: 'EVENT_NAME', type: 'string', prose: 'Name of the event.' },
  ],
  returns: { type: 'array', prose: 'The values.' },
  examples: [
    {
      expression:
        'aa_get_product_event_values(";Example product 1;1;4.20;event1=2.3|event2=5:1,;Example product 2;1;4.20;event1=3|event2=2:2", "event1")',
      result: ['2.3', '3'],
    },
  ],
  run: ([products, name]) => productEvents(asText(products), asText(name)).map(({ value }) => value),
});
