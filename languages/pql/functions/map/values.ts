import { listOf, UNKNOWN } from '../../value-type.ts';
import { mapPart } from '../map-part.ts';

export const values = mapPart({
  name: 'values',
  summary: 'The values of a map.',
  item: (type) => {
    if (type.kind === 'groups') return listOf(type.item);
    return type.kind === 'map' ? type.value : UNKNOWN;
  },
  ofMap: (map) => [...map.values()],
  ofObject: (map) => Object.values(map),
  examples: [{ expression: 'identityMap.values().count()', result: 2 }],
});
