import { TEXT } from '../../value-type.ts';
import { mapPart } from '../map-part.ts';

export const keys = mapPart({
  name: 'keys',
  summary: 'The keys of a map.',
  item: () => TEXT,
  ofMap: (map) => [...map.keys()],
  ofObject: (map) => Object.keys(map),
  examples: [{ expression: 'identityMap.keys()', result: ['Email', 'Loyalty'] }],
});
