import { asText, isNothing } from '../../values.ts';
import { defineFunction } from '../define.ts';

/** The published table lists the pipe as %5C, which is the backslash: a slip; it is %7C here. */
export const getUrlEncoded = defineFunction({
  name: 'get_url_encoded',
  category: 'URL',
  prose: 'A text with every special character percent-encoded, slashes and colons too; a blank becomes %20.',
  parameters: [{ name: 'URL', type: 'string', prose: 'The text.' }],
  cost: 16,
  returns: { type: 'string', prose: 'The encoded text; null for null.' },
  examples: [
    {
      expression: 'get_url_encoded("https://example.com/partneralliance_asia-pacific_2022")',
      result: 'https%3A%2F%2Fexample.com%2Fpartneralliance_asia-pacific_2022',
    },
    { expression: 'get_url_encoded("a b!*~|")', result: 'a%20b%21%2A%7E%7C' },
  ],
  run: ([url]) =>
    isNothing(url)
      ? null
      : encodeURIComponent(asText(url).toWellFormed()).replace(
          /[!'()*~]/g,
          (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
        ),
});
