import { Button, Form, TextArea, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Author } from '../../ui/author.tsx';
import { useClient } from '../../ui/client-context.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { DATASETS, type Dataset } from '../../ui/datasets.ts';
import { Details } from '../../ui/details.tsx';
import { t } from '../../ui/messages.ts';
import { notifyDone, notifyFailed } from '../../ui/notify.ts';
import { useMay } from '../../ui/person.ts';
import { useSchemas } from '../../ui/schemas.ts';
import { time } from '../../ui/texts.ts';
import { SchemaLink } from '../schema-link.tsx';
import { own } from './texts.ts';

/** What the dataset is; its name and description can be changed by those who may. */
export function DatasetDetails({ dataset }: { dataset: Dataset }) {
  const schemas = useSchemas();
  const mayManage = useMay('manage-datasets');
  const { id, description, schema, table, createdBy, created, updated } = dataset;
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 24, maxWidth: 640 })}>
      {mayManage && <Naming key={updated} dataset={dataset} />}
      <CopyField label={own('datasetId')} value={id} />
      <CopyField label={own('tableName')} value={table} />
      <Details
        rows={[
          ...(mayManage ? [] : [[t('description'), description] as const]),
          [own('schema'), <SchemaLink key="schema" schema={schemas.data?.find((one) => one.id === schema)} />],
          [own('createdBy'), <Author key="author" userId={createdBy} />],
          [t('created'), time(created)],
          [own('modified'), time(updated)],
        ]}
      />
    </div>
  );
}

function Naming({ dataset }: { dataset: Dataset }) {
  const client = useClient();
  const cache = useQueryClient();
  const [name, setName] = useState(dataset.name);
  const [description, setDescription] = useState(dataset.description);
  const save = useMutation({
    mutationFn: () =>
      client.call('updateDataSet', { path: { dataSetId: dataset.id }, body: { name: name.trim(), description } }),
    onSuccess: () => {
      notifyDone(own('saved'));
      return cache.invalidateQueries({ queryKey: [DATASETS] });
    },
    onError: notifyFailed,
  });
  const changed = name !== dataset.name || description !== dataset.description;
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextField label={t('name')} isRequired value={name} onChange={setName} />
      <TextArea label={t('description')} value={description} onChange={setDescription} />
      <div>
        <Button type="submit" variant="accent" isDisabled={!changed || name.trim() === ''} isPending={save.isPending}>
          {own('save')}
        </Button>
      </div>
    </Form>
  );
}
