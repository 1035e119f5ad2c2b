import { Button, Checkbox, CheckboxGroup, TextField } from '@react-spectrum/s2';
import { useState } from 'react';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { FieldNode } from '../field-nodes.ts';
import { CORE_LABELS, CUSTOM_LABEL } from '../labels.ts';
import type { WholeSchema } from '../schemas.ts';
import { useDescriptors } from './descriptors.ts';
import { own } from './texts.ts';

const KINDS = [
  { title: own('contract'), labels: CORE_LABELS.filter((label) => label.startsWith('core/C')) },
  { title: own('identityLabels'), labels: CORE_LABELS.filter((label) => label.startsWith('core/I')) },
  { title: own('sensitive'), labels: CORE_LABELS.filter((label) => label.startsWith('core/S')) },
];

function listed(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((label) => label !== '');
}

/** Gives a field labels: who sees what carries them is said by roles and policies. */
export function EditLabels({ schema, field: { path, labels } }: { schema: WholeSchema; field: FieldNode }) {
  const { label } = useDescriptors(schema);
  const [core, setCore] = useState<readonly string[]>([]);
  const [others, setOthers] = useState('');
  const reset = () => {
    setCore(labels.filter((one) => CORE_LABELS.includes(one)));
    setOthers(labels.filter((one) => !CORE_LABELS.includes(one)).join(', '));
  };
  return (
    <FormDialog
      button={
        <Button variant="secondary" size="S" onPress={reset}>
          {own('editLabels')}
        </Button>
      }
      title={own('labelsOf', path)}
      submit={own('save')}
      onSubmit={() => label(path, [...core, ...listed(others)])}
    >
      {KINDS.map((kind) => (
        <CheckboxGroup
          key={kind.title}
          label={kind.title}
          orientation="horizontal"
          value={core.filter((one) => kind.labels.includes(one))}
          onChange={(chosen) => setCore([...core.filter((one) => !kind.labels.includes(one)), ...chosen])}
        >
          {kind.labels.map((one) => (
            <Checkbox key={one} value={one}>
              {one.slice('core/'.length)}
            </Checkbox>
          ))}
        </CheckboxGroup>
      ))}
      <TextField
        label={own('customLabels')}
        description={own('customLabelsHint')}
        value={others}
        onChange={setOthers}
        validate={(text) => listed(text).every((one) => CUSTOM_LABEL.test(one)) || own('customLabelsHint')}
      />
    </FormDialog>
  );
}
