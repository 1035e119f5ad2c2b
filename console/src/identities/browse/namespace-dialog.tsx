import {
  Button,
  ButtonGroup,
  Content,
  Dialog,
  Form,
  Heading,
  Picker,
  PickerItem,
  Text,
  TextArea,
  TextField,
} from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { t as shared } from '../../ui/messages.ts';
import { notifyDone } from '../../ui/notify.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import { NAMESPACE_TYPES, type Namespace, typeName } from '../namespace.ts';
import { isPersonal } from '../personal.ts';
import { t } from './texts.ts';

/** Makes a namespace, or changes what one is called; symbol and type are for ever. */
export function NamespaceDialog({ namespace, onDone }: { namespace?: Namespace; onDone: () => void }) {
  const client = useClient();
  const cache = useQueryClient();
  const form = useId();
  const [name, setName] = useState(namespace?.name ?? '');
  const [code, setCode] = useState(namespace?.code ?? '');
  const [idType, setIdType] = useState(namespace?.idType ?? 'CROSS_DEVICE');
  const [description, setDescription] = useState(namespace?.description ?? '');
  const save = useMutation({
    mutationFn: async () => {
      const body = { name: name.trim(), code: code.trim(), idType, description: description.trim() };
      if (namespace === undefined) await client.call('createNamespace', { body });
      else await client.call('updateNamespace', { path: { namespaceId: String(namespace.id) }, body });
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['namespaces'] });
      notifyDone(t(namespace === undefined ? 'created' : 'saved', name));
      onDone();
    },
  });
  return (
    <Dialog>
      <Heading slot="title">{namespace === undefined ? t('create') : t('edit', namespace.name)}</Heading>
      <Content>
        <Form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          {save.error !== null && <ProblemBanner error={save.error} />}
          <TextField label={t('name')} value={name} onChange={setName} isRequired autoFocus />
          <TextField
            label={t('symbol')}
            description={t('symbolHint')}
            value={code}
            onChange={setCode}
            isRequired
            isDisabled={namespace !== undefined}
          />
          {namespace === undefined && <TypePicker value={idType} onChange={setIdType} />}
          <TextArea label={t('description')} value={description} onChange={setDescription} />
          <p className={style({ font: 'body-sm', margin: 0, color: 'neutral-subdued' })}>{t('forever')}</p>
        </Form>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" fillStyle="outline" onPress={onDone}>
          {shared('cancel')}
        </Button>
        <Button variant="accent" type="submit" form={form} isPending={save.isPending}>
          {namespace === undefined ? t('createShort') : t('save')}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}

function effectOf(idType: string): string {
  if (isPersonal({ idType })) return t('personal');
  return idType === 'COOKIE' || idType === 'DEVICE' || idType === 'PARTNER_ID' ? t('device') : t('noGraph');
}

function TypePicker({ value, onChange }: { value: string; onChange: (idType: string) => void }) {
  return (
    <Picker
      label={t('type')}
      description={effectOf(value)}
      selectedKey={value}
      onSelectionChange={(key) => onChange(String(key))}
    >
      {NAMESPACE_TYPES.map((idType) => (
        <PickerItem key={idType} id={idType} textValue={typeName(idType)}>
          <Text slot="label">{typeName(idType)}</Text>
        </PickerItem>
      ))}
    </Picker>
  );
}
