import { say } from '../../phrases.ts';
import { asText, EvaluationError, isNothing, shown } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const getUrlDecoded = defineFunction({
  name: 'get_url_decoded',
  category: 'URL',
  prose: 'A percent-encoded text as it was.',
  parameters: [{ name: 'URL', type: 'string', prose: 'The encoded text.' }],
  returns: { type: 'string', prose: 'The text; null for null.' },
  examples: [
    {
      expression: 'get_url_decoded("https%3A%2F%2Fexample.com%2Fpartneralliance_asia-pacific_2022")',
      result: 'https://example.com/partneralliance_asia-pacific_2022',
    },
  ],
  run: ([url]) => {
    if (isNothing(url)) return null;
    try {
      return decodeURIComponent(asText(url));
    } catch {
      throw new EvaluationError(say('not-percent-encoded', { value: shown(url) }));
    }
  },
});
