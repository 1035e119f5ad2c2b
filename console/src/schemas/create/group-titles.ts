import { useFieldGroups } from '../library.ts';
import { t as ownFields } from '../own-fields/texts.ts';
import type { Draft } from './draft.ts';
import { t } from './texts.ts';

/** What the field group of the draft's own fields will be called. */
export function ownGroupTitle({ ownGroup, name }: Draft): string {
  return ownGroup ?? ownFields('fieldsOf', name.trim());
}

/**
 * Throws, in words for the person, when a group that extends this one cannot be called so: one that is there is, or will be.
 * `extended` left out: the group of the draft's own fields.
 */
export function useTitleCheck(draft: Draft): (title: string, extended?: string) => void {
  const known = useFieldGroups().data ?? [];
  return (title, extended) => {
    const others = draft.extensions.filter((one) => one.extended !== extended).map((one) => one.title);
    const own = extended === undefined || draft.fields.length === 0 ? [] : [ownGroupTitle(draft)];
    if ([...known.map((one) => one.title), ...others, ...own].includes(title)) throw new Error(t('groupTaken', title));
  };
}

/** The name of the group of the draft's own fields, where another one, there or to be, has it already. */
export function useTakenTitle(draft: Draft): string | undefined {
  const known = useFieldGroups().data ?? [];
  const title = ownGroupTitle(draft);
  const isTaken = [...known, ...draft.extensions].some((one) => one.title === title);
  return draft.fields.length > 0 && isTaken ? title : undefined;
}
