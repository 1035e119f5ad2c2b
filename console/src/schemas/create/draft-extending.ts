import type { Extending } from '../own-fields/extend-object.tsx';
import { t as ownFields } from '../own-fields/texts.ts';
import { type Draft, withGroupInPlace, withInnerField } from './draft.ts';
import { useTitleCheck } from './group-titles.ts';
import { t } from './texts.ts';

/**
 * How a draft comes to a field inside a standard object: a new group that extends the standard one is made with Finish; one that is
 * there already is given the field at once, as on any page, since what others use could not be taken back (decision 0125).
 */
export function useDraftExtending(draft: Draft, onChange: (draft: Draft) => void): Extending {
  const checkTitle = useTitleCheck(draft);
  return {
    isExtended: (id) => draft.extensions.some(({ extended }) => extended === id),
    newGroup: ({ id, title, extends: classes }) => ({
      title: draft.extensions.find(({ extended }) => extended === id)?.title ?? ownFields('extendedTitle', title),
      async create(name, path, form) {
        checkTitle(name, id);
        onChange(withInnerField(draft, { extended: id, classes, title: name }, { path, form }));
      },
    }),
    takeIn: async (part, path, { id }) => onChange(withGroupInPlace(draft, id, part.id, path)),
    partHint: t('atOnce'),
  };
}
