import { urlParts } from '../../url-parts.ts';
import { asText } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const getUrlPort = defineFunction({
  name: 'get_url_port',
  category: 'URL',
  prose: 'The port of a URL, or the usual one of its protocol.',
  parameters: [{ name: 'URL', type: 'string', prose: 'The URL.' }],
  returns: { type: 'integer', prose: 'The port; null for what is no URL and for protocols without a usual port.' },
  examples: [{ expression: 'get_url_port("sftp://example.com//home/joe/employee.csv")', result: 22 }],
  run: ([url]) => urlParts(asText(url))?.port ?? null,
});
