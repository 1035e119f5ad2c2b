import { productParts } from '../../analytics.ts';
import { asText } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const aaGetProductEvars = defineFunction({
  name: 'aa_get_product_evars',
  category: 'Analytics',
  availability: 'analytics',
  prose: 'The values of a merchandising eVar over all products that have it.',
  parameters: [
    {
      name: 'PRODUCTS_STRING',
      type: 'string',
      prose: 'Analytics products string: category;name;quantity;price;events;evars, products separated by commas.',
    },
    { name: 'EVAR_NAME', type: 'string', prose: 'Name of the eVar.' },
  ],
  returns: { type: 'array', prose: 'The values.' },
  examples: [
    {
      expression: 'aa_get_product_evars(";Example product;1;6.69;;eVar1=Merchandising value", "eVar1")',
      result: ['Merchandising value'],
    },
  ],
  run: ([products, name]) =>
    productParts(asText(products)).flatMap((parts) => {
      const found = (parts[5] ?? '').split('|').find((evar) => evar.startsWith(`${asText(name)}=`));
      return found === undefined ? [] : [found.slice(asText(name).length + 1)];
    }),
});
