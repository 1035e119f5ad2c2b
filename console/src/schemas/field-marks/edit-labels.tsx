import { Checkbox, CheckboxGroup, TextField } from '@react-spectrum/s2';
import { useState } from 'react';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { type Label, useLabels } from '../../ui/labels.tsx';
import type { FieldNode } from '../field-nodes.ts';
import { labelsText } from '../field-texts.ts';
import { CUSTOM_LABEL } from '../labels.ts';
import { SmallButton } from '../small-button.tsx';
import type { FieldChanges } from './field-changes.ts';
import { own } from './texts.ts';

function listed(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((label) => label !== '');
}

/** Labels by category, those every organisation has first. */
function byCategory(labels: readonly Label[]): readonly (readonly [category: string, labels: readonly Label[]])[] {
  return [
    ...Map.groupBy(
      [...labels].sort((a, b) => Number(a.isCustom) - Number(b.isCustom)),
      (one) => one.category,
    ),
  ];
}

/** Gives a field labels: who sees what carries them is said by roles and policies. */
export function EditLabels({
  changes: { label },
  field: { path, labels },
}: {
  changes: Pick<FieldChanges, 'label'>;
  field: FieldNode;
}) {
  // Going from field to field asks for nothing that only the dialog shows.
  const [isOpened, setOpened] = useState(false);
  const known = useLabels(isOpened).data ?? [];
  const [chosen, choose] = useState(labels);
  const [typed, type] = useState<string>();
  const isKnown = (one: string) => known.some((other) => other.label === one);
  const others = typed ?? labels.filter((one) => !isKnown(one)).join(', ');
  const open = () => {
    setOpened(true);
    choose(labels);
    type(undefined);
  };
  return (
    <FormDialog
      button={<SmallButton onPress={open}>{own('editLabels')}</SmallButton>}
      title={own('labelsOf', path)}
      submit={own('save')}
      onSubmit={() => label(path, [...new Set([...chosen.filter(isKnown), ...listed(others)])])}
    >
      {byCategory(known).map(([category, ones]) => (
        <CheckboxGroup
          key={category}
          label={category}
          value={chosen.filter((one) => ones.some((other) => other.label === one))}
          onChange={(now) => choose([...chosen.filter((one) => !ones.some((other) => other.label === one)), ...now])}
        >
          {ones.map((one) => (
            <Checkbox key={one.label} value={one.label}>
              {`${labelsText([one.label])} – ${one.friendlyName}`}
            </Checkbox>
          ))}
        </CheckboxGroup>
      ))}
      <TextField
        label={own('otherLabels')}
        description={own('otherLabelsHint')}
        value={others}
        onChange={type}
        validate={(text) => listed(text).every((one) => CUSTOM_LABEL.test(one)) || own('otherLabelsHint')}
      />
    </FormDialog>
  );
}
