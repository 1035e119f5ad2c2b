import { useFieldGroups } from '../library.ts';
import type { Extending } from '../own-fields/extend-object.tsx';
import { t as ownFields } from '../own-fields/texts.ts';
import { type Draft, withGroupInPlace, withInnerField } from './draft.ts';
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
        checkTitle(id, name);
        onChange(withInnerField(draft, { extended: id, classes, title: name }, { path, form }));
      },
    }),
    takeIn: async (part, path, { id }) => onChange(withGroupInPlace(draft, id, part.id, path)),
    partHint: t('atOnce'),
  };
}

/** Throws, in words for the person, when a group that extends this one cannot be called so: one that is there is, or will be. */
export function useTitleCheck({ extensions }: Draft): (extended: string, title: string) => void {
  const known = useFieldGroups().data ?? [];
  return (extended, title) => {
    const others = extensions.filter((one) => one.extended !== extended);
    if ([...known, ...others].some((one) => one.title === title)) throw new Error(t('groupTaken', title));
  };
}
