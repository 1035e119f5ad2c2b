import { say } from '../../phrases.ts';
import { EvaluationError } from '../../values.ts';
import { defineFunction } from '../define.ts';

/** A made-up ECID would join nobody to anything and look as if it did, so there is none. */
export const fpidToEcid = defineFunction({
  name: 'fpid_to_ecid',
  category: 'Special operations',
  prose:
    'The ECID that belongs to a first-party device id. How Adobe derives it is not published, so it cannot be told here: the attribute is left out with a warning that says so; map the device id itself to the namespace FPID. Null for null.',
  parameters: [{ name: 'STRING', type: 'string', prose: 'The first-party device id, a UUID.' }],
  returns: { type: 'string', prose: 'Null for null; anything else is an error.' },
  examples: [{ expression: 'fpid_to_ecid(null)', result: null }],
  run: ([input]) => {
    if (input === null || input === undefined) return null;
    throw new EvaluationError(say('ecid-unpublished'));
  },
});
