import { EvaluationError, shown } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const jsonToObject = defineFunction({
  name: 'json_to_object',
  category: 'JSON',
  prose: 'The value of a JSON text. An object given as such stays as it is.',
  parameters: [{ name: 'STRING', type: 'string', prose: 'The JSON text.' }],
  returns: { type: 'object', prose: 'The value.' },
  examples: [
    {
      expression: 'json_to_object(\'{"info":{"firstName":"John","lastName": "Doe"}}\')',
      result: { info: { firstName: 'John', lastName: 'Doe' } },
    },
  ],
  run: ([input]) => {
    if (typeof input !== 'string') return input ?? null;
    try {
      return JSON.parse(input);
    } catch {
      throw new EvaluationError(`${shown(input)} is no JSON`);
    }
  },
});
