import { urlParts } from '../../url-parts.ts';
import { asText } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const getUrlHost = defineFunction({
  name: 'get_url_host',
  category: 'URL',
  prose: 'The host of a URL.',
  parameters: [{ name: 'URL', type: 'string', prose: 'The URL.' }],
  returns: { type: 'string', prose: 'The host; null for what is no URL.' },
  examples: [{ expression: 'get_url_host("https://platform.adobe.com/home")', result: 'platform.adobe.com' }],
  run: ([url]) => urlParts(asText(url))?.host ?? null,
});
