import { ActionButton } from '@react-spectrum/s2';
import { useState } from 'react';
import { FieldButton } from '../own-fields/field-dialog.tsx';
import { TYPE_NAMES } from '../own-fields/field-form.ts';
import { GroupTitle } from '../own-fields/group-title.tsx';
import { type Draft, type Extension, type InnerField, withInnerField } from './draft.ts';
import { useTitleCheck } from './group-titles.ts';
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
  const checkTitle = useTitleCheck(draft);
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
        checkTitle(name, extension.extended);
        onChange(withInnerField(draft, { ...extension, title: name }, { path, form: entered }));
      }}
      where={<GroupTitle value={title} onChange={setTitle} />}
    />
  );
}
