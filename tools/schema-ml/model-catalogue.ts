import type { ModelCatalogue } from '../../languages/recommendation/model.ts';
import { CLASSES, CONCEPTS, ELSEWHERE, type TableClass } from './tables.ts';

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

/** What a recommendation needs of each concept: the order is that of the network's answers. */
export function catalogueOf(): Pick<ModelCatalogue, 'classes' | 'concepts'> {
  return {
    classes: CLASSES.map((name) => CLASS_IDS[name]),
    concepts: [
      ...Object.entries(CONCEPTS).map(([key, { title, paths, own, namespace }]) => ({
        key,
        title,
        ...(paths === undefined ? {} : { paths }),
        ...(own === undefined ? {} : { own }),
        ...(namespace === undefined ? {} : { namespace }),
      })),
      { key: ELSEWHERE, title: 'Another field of the library' },
    ],
  };
}
