import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { to, useGo } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { DATASETS } from '../../ui/datasets.ts';
import { t } from '../../ui/messages.ts';
import { notifyDone, notifyFailed } from '../../ui/notify.ts';
import type { Schema } from '../../ui/schemas.ts';
import { Wizard } from '../../ui/wizard.tsx';
import { ConfigureDataset, type Named } from './configure-dataset.tsx';
import { SelectSchema } from './select-schema.tsx';
import { own } from './texts.ts';

/** A dataset in two steps: its schema, then its name. */
export function CreateFromSchema() {
  const client = useClient();
  const cache = useQueryClient();
  const go = useGo();
  const [schema, setSchema] = useState<Schema>();
  const [named, setNamed] = useState<Named>({ name: '', description: '' });
  const create = useMutation({
    mutationFn: (schemaId: string) =>
      client.call('createDataSet', {
        body: {
          name: named.name.trim(),
          ...(named.description.trim() === '' ? {} : { description: named.description.trim() }),
          schemaRef: { id: schemaId, contentType: 'application/vnd.adobe.xed+json;version=1' },
        },
      }),
    onSuccess: async ([reference]) => {
      await cache.invalidateQueries({ queryKey: [DATASETS] });
      notifyDone(own('done', named.name.trim()));
      go(to`/datasets/${reference!.split('/').at(-1)!}`);
    },
    onError: notifyFailed,
  });
  return (
    <Wizard
      title={own('fromSchema')}
      above={[
        { label: t('datasets'), href: '/datasets' },
        { label: own('create'), href: '/datasets/create' },
      ]}
      entered={[schema, named]}
      onCancel={() => go('/datasets')}
      onFinish={() =>
        create.mutateAsync(schema!.id).then(
          () => true,
          () => false,
        )
      }
      steps={[
        {
          id: 'schema',
          label: own('selectSchema'),
          missing: schema === undefined ? own('chooseSchema') : undefined,
          content: <SelectSchema selected={schema} onSelect={setSchema} />,
        },
        {
          id: 'configure',
          label: own('configure'),
          missing: named.name.trim() === '' ? own('giveName') : undefined,
          content: <ConfigureDataset schema={schema} named={named} onChange={setNamed} />,
        },
      ]}
    />
  );
}
