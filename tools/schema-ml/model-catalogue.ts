import type { ModelCatalogue } from '../../languages/recommendation/model.ts';
import { CLASSES, CONCEPTS, ELSEWHERE, TABLE_KINDS, type TableClass } from './tables.ts';

/** `$id`s of the classes the model tells apart. */
export const CLASS_IDS: Readonly<Record<TableClass, string>> = {
  profile: 'https://ns.adobe.com/xdm/context/profile',
  event: 'https://ns.adobe.com/xdm/context/experienceevent',
  product: 'https://ns.adobe.com/xdm/classes/product',
  location: 'https://ns.adobe.com/xdm/classes/location',
  promotion: 'https://ns.adobe.com/xdm/classes/promotion',
  campaign: 'https://ns.adobe.com/xdm/classes/campaign',
  account: 'https://ns.adobe.com/xdm/context/account',
  property: 'https://ns.adobe.com/xdm/classes/lodging-product',
};

/** Places of the kinds a concept names, with or without their weights. */
function kindsIn(tables: string): readonly number[] {
  const names = new Set(tables.split(' ').map((item) => item.split('*')[0]));
  return TABLE_KINDS.flatMap(({ kind }, at) => (names.has(kind) ? [at] : []));
}

/** What a recommendation needs of each concept: the order is that of the network's answers. */
export function catalogueOf(): Pick<ModelCatalogue, 'classes' | 'kinds' | 'concepts'> {
  return {
    classes: CLASSES.map((name) => CLASS_IDS[name]),
    kinds: TABLE_KINDS.map((kind) => CLASSES.indexOf(kind.class)),
    concepts: [
      ...Object.entries(CONCEPTS).map(([key, { title, paths, own, namespace, in: tables }]) => ({
        key,
        title,
        ...(paths === undefined ? {} : { paths }),
        ...(own === undefined ? {} : { own }),
        ...(namespace === undefined ? {} : { namespace }),
        tables: kindsIn(tables),
      })),
      { key: ELSEWHERE, title: 'Another field of the library' },
    ],
  };
}
