import { ActionMenu, MenuItem } from '@react-spectrum/s2';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useGo } from '../ui/address.ts';
import { useClient } from '../ui/client-context.ts';
import { copyText } from '../ui/clipboard.ts';
import { useConfirm } from '../ui/confirm.tsx';
import { notifyDone, notifyFailed } from '../ui/notify.ts';
import { useMay } from '../ui/person.ts';
import { SCHEMAS, type Schema } from '../ui/schemas.ts';
import { downloadJson } from './download.ts';
import { menu } from './schema-menu-texts.ts';

/** What can be taken from a schema, and its deletion; `onRefused` is told why the platform keeps it. */
export function SchemaMenu({
  schema: { id, altId, title, profile },
  onRefused,
  isInList = false,
}: {
  schema: Schema;
  onRefused: (error: Error) => void;
  /** Beside others: it says whose it is, and whoever deletes one stays with the others. */
  isInList?: boolean;
}) {
  const client = useClient();
  const cache = useQueryClient();
  const go = useGo();
  const confirm = useConfirm();
  const mayManage = useMay('manage-schemas');
  const path = { resourceId: id };
  const remove = useMutation({
    mutationFn: () => client.call('deleteSchema', { path }),
    onSuccess: () => {
      notifyDone(menu('deleted', title));
      if (!isInList) go('/schemas');
      return cache.invalidateQueries({ queryKey: [SCHEMAS], exact: true });
    },
    onError: onRefused,
  });
  const take = useMutation({ mutationFn: (key: string) => takes[key]!(), onError: notifyFailed });
  const takes: Readonly<Record<string, () => Promise<void>>> = {
    copy: async () => {
      await copyText(client.call('exportResource', { path }).then((documents) => JSON.stringify(documents, null, 2)));
      notifyDone(menu('copied'));
    },
    sample: async () => downloadJson(`${altId}-sample`, await client.call('getSchemaSample', { path })),
    export: async () => downloadJson(altId, await client.call('exportResource', { path })),
  };
  const ask = async () => {
    const question = { title: menu('deleteTitle', title), consequence: menu('deleteHint'), confirm: menu('delete') };
    if (await confirm({ ...question, destructive: true })) remove.mutate();
  };
  return (
    <ActionMenu
      aria-label={isInList ? menu('moreOf', title) : menu('more')}
      isQuiet={isInList}
      align="end"
      onAction={(key) => (key === 'delete' ? void ask() : take.mutate(String(key)))}
      disabledKeys={[...(take.isPending ? [take.variables] : []), ...(remove.isPending ? ['delete'] : [])]}
    >
      <MenuItem id="copy">{menu('copyJson')}</MenuItem>
      <MenuItem id="sample">{menu('sample')}</MenuItem>
      <MenuItem id="export">{menu('export')}</MenuItem>
      {mayManage && !profile ? <MenuItem id="delete">{menu('delete')}</MenuItem> : null}
    </ActionMenu>
  );
}
