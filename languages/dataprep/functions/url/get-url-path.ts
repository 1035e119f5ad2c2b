import { urlParts } from '../../url-parts.ts';
import { asText, isNothing, isTrue } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const getUrlPath = defineFunction({
  name: 'get_url_path',
  category: 'URL',
  prose: 'The path of a URL as written, or its last part only.',
  parameters: [
    { name: 'URL', type: 'string', prose: 'The URL.' },
    { name: 'FULL_PATH', type: 'boolean', prose: 'False for the last part only; true when left out.', optional: true },
  ],
  returns: { type: 'string', prose: 'The path; null for what is no URL.' },
  examples: [
    { expression: 'get_url_path("sftp://example.com//home/joe/employee.csv")', result: '//home/joe/employee.csv' },
    { expression: 'get_url_path("sftp://example.com//home/joe/employee.csv", false)', result: 'employee.csv' },
  ],
  run: ([url, full]) => {
    const path = urlParts(asText(url))?.path;
    if (path === undefined) return null;
    return isNothing(full) || isTrue(full) ? path : path.slice(path.lastIndexOf('/') + 1);
  },
});
