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
  const titles = useGroupTitles(draft);
  return {
    isExtended: (id) => draft.extensions.some(({ extended }) => extended === id),
    newGroup: ({ id, title, extends: classes }) => ({
      title: draft.extensions.find(({ extended }) => extended === id)?.title ?? ownFields('extendedTitle', title),
      async create(name, path, form) {
        if (titles(id).includes(name)) throw new Error(t('groupTaken', name));
        onChange(withInnerField(draft, { extended: id, classes, title: name }, { path, form }));
      },
    }),
    takeIn: async (part, path, { id }) => onChange(withGroupInPlace(draft, id, part.id, path)),
    partHint: t('atOnce'),
  };
}

/** Titles a group that extends this one cannot have: those of groups that are there, and of others that will be made. */
export function useGroupTitles({ extensions }: Draft): (extended: string) => readonly string[] {
  const known = useFieldGroups().data ?? [];
  return (extended) => [...known, ...extensions.filter((one) => one.extended !== extended)].map(({ title }) => title);
}
