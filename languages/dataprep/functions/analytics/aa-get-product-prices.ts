import { productParts } from '../../analytics.ts';
import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const aaGetProductPrices = defineFunction({
  name: 'aa_get_product_prices',
  category: 'Analytics',
  availability: 'analytics',
  prose: 'The price of each product, null where it is not written.',
  parameters: [
    {
      name: 'PRODUCTS_STRING',
      type: 'string',
      prose: 'Analytics products string: category;name;quantity;price;events;evars, products separated by commas.',
    },
  ],
  returns: { type: 'array', prose: 'One element per product.' },
  examples: [
    {
      expression: 'aa_get_product_prices(";Example product 1;1;3.50,Example category 2;Example product 2")',
      result: ['3.50', null],
    },
  ],
  run: ([products]) => (isNothing(products) ? null : productParts(asText(products)).map((parts) => parts[3] ?? null)),
});
