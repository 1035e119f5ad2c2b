import { urlParts } from '../../url-parts.ts';
import { asText } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const getUrlProtocol = defineFunction({
  name: 'get_url_protocol',
  category: 'URL',
  prose: 'The protocol of a URL.',
  parameters: [{ name: 'URL', type: 'string', prose: 'The URL.' }],
  returns: { type: 'string', prose: 'The protocol; null for what is no URL.' },
  examples: [{ expression: 'get_url_protocol("https://platform.adobe.com/home")', result: 'https' }],
  run: ([url]) => urlParts(asText(url))?.protocol ?? null,
});
