import { urlParts } from '../../url-parts.ts';
import { asText, type Dictionary, put } from '../../values.ts';
import { defineFunction } from '../define.ts';

export const getUrlQueryStr = defineFunction({
  name: 'get_url_query_str',
  category: 'URL',
  prose:
    'The query of a URL as a map. Its fragment stays at the last value (`retain`), is left out (`remove`) or gets the key `_anchor_` (`append`).',
  parameters: [
    { name: 'URL', type: 'string', prose: 'The URL.' },
    { name: 'ANCHOR', type: 'string', prose: '`retain`, `remove` or `append`.' },
  ],
  cost: 8,
  returns: { type: 'map', prose: 'Names and values; null for what is no URL.' },
  examples: [
    {
      expression: 'get_url_query_str("foo://example.com:8042/over/there?name=ferret#nose", "append")',
      result: { name: 'ferret', _anchor_: 'nose' },
    },
  ],
  run: ([url, anchor]) => {
    const parts = urlParts(asText(url));
    if (parts === undefined) return null;
    const map: Dictionary = {};
    const fragment = parts.fragment === undefined ? '' : `#${parts.fragment}`;
    const query = `${parts.query ?? ''}${asText(anchor) === 'retain' ? fragment : ''}`;
    for (const pair of query.split('&')) {
      const [name, ...value] = pair.split('=');
      if (name !== undefined && name !== '') put(map, name, value.join('='));
    }
    if (asText(anchor) === 'append' && parts.fragment !== undefined) map._anchor_ = parts.fragment;
    return map;
  },
});
