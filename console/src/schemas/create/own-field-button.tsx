import { Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { type ReactElement, useState } from 'react';
import type { StandardFields } from '../chosen-fields/recommended-fields.tsx';
import { FieldButton } from '../own-fields/field-dialog.tsx';
import { TYPE_NAMES } from '../own-fields/field-form.ts';
import { GroupTitle } from '../own-fields/group-title.tsx';
import type { Draft, OwnField } from './draft.ts';
import { ownGroupTitle, useTitleCheck } from './group-titles.ts';
import { t } from './texts.ts';

const TOP = '';

/**
 * Adds a field of the person's own, or changes one; where it stands and what it is called stays then. What the field group will be
 * called that holds all of them can be changed with each.
 */
export function OwnFieldButton({
  draft,
  field,
  standard,
  button,
  onApply,
}: {
  draft: Draft;
  field?: OwnField;
  standard?: StandardFields;
  button: ReactElement;
  /** `group`: what the field group is to be called; nothing: as the schema is. */
  onApply: (field: OwnField, group: string | undefined) => void;
}) {
  const checkTitle = useTitleCheck(draft);
  const [title, setTitle] = useState(ownGroupTitle(draft));
  const [chosen, choose] = useState(TOP);
  const objects = draft.fields.filter(({ form }) => form.type === 'Object').map(({ path }) => path.join('.'));
  const inside = objects.includes(chosen) ? chosen : TOP;
  const pathOf = (name: string) => (inside === TOP ? [name] : [...inside.split('.'), name]);
  return (
    <FieldButton
      button={button}
      field={field?.form}
      types={TYPE_NAMES}
      standard={standard}
      hasFixedType={field !== undefined}
      isTaken={(name) => draft.fields.some(({ path }) => path.join('.') === pathOf(name).join('.'))}
      onOpen={() => setTitle(ownGroupTitle(draft))}
      onApply={(form) => {
        const group = title.trim();
        checkTitle(group);
        const isAsTheSchema = group === ownGroupTitle({ ...draft, ownGroup: undefined });
        onApply({ path: field?.path ?? pathOf(form.name), form }, isAsTheSchema ? undefined : group);
      }}
      where={
        <>
          <GroupTitle value={title} onChange={setTitle} />
          {field === undefined && objects.length > 0 && (
            <Picker
              label={t('inside')}
              styles={style({ width: 192, maxWidth: 'full' })}
              selectedKey={`/${inside}`}
              onSelectionChange={(key) => choose(String(key).slice(1))}
            >
              {[TOP, ...objects].map((path) => (
                <PickerItem key={path} id={`/${path}`}>
                  {path === TOP ? '/' : path}
                </PickerItem>
              ))}
            </Picker>
          )}
        </>
      }
    />
  );
}
