import { ActionButton, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { FieldButton } from '../own-fields/field-dialog.tsx';
import { TYPE_NAMES } from '../own-fields/field-form.ts';
import { t as ownFields } from '../own-fields/texts.ts';
import { type Draft, type Extension, type InnerField, withInnerField } from './draft.ts';
import { useGroupTitles } from './draft-extending.ts';
import { t } from './texts.ts';

/** Changes an own field inside a standard object, or what the group will be called that holds it. */
export function InnerFieldButton({
  draft,
  extension,
  field: { path, form },
  onChange,
}: {
  draft: Draft;
  extension: Extension;
  field: InnerField;
  onChange: (draft: Draft) => void;
}) {
  const titles = useGroupTitles(draft);
  const [title, setTitle] = useState(extension.title);
  return (
    <FieldButton
      button={
        <ActionButton size="S" isQuiet aria-label={t('edit', path)}>
          ✎
        </ActionButton>
      }
      onOpen={() => setTitle(extension.title)}
      field={form}
      types={TYPE_NAMES}
      hasFixedType
      isTaken={() => false}
      onApply={(entered) => {
        const name = title.trim();
        if (titles(extension.extended).includes(name)) throw new Error(t('groupTaken', name));
        onChange(withInnerField(draft, { ...extension, title: name }, { path, form: entered }));
      }}
      where={
        <TextField
          label={ownFields('groupTitle')}
          isRequired
          styles={style({ width: 'full', maxWidth: 288 })}
          value={title}
          onChange={setTitle}
        />
      }
    />
  );
}
