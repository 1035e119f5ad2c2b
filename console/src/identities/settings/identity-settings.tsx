import { ApiError } from '@meniscus/client';
import { Button, ButtonGroup } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchState } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Details } from '../../ui/details.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useNamespaces } from '../../ui/namespace-field.tsx';
import { notifyDone, notifyFailed } from '../../ui/notify.ts';
import { Loaded } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { RowsTable } from '../../ui/rows-table.tsx';
import { number } from '../../ui/texts.ts';
import { typeName } from '../namespace.ts';
import { EditSettings, type Settings } from './edit-settings.tsx';
import { t } from './texts.ts';

const KEY = ['identity-settings'];
/** What an address calls it that the rules are being changed. */
const RULES = 'rules';

/** The linking rules of the sandbox: which namespaces are unique in a graph, and their priority. */
export function IdentitySettings() {
  const client = useClient();
  const mayEdit = useMay('edit-identity-settings');
  const [editing, setEditing] = useSearchState('editing');
  const settings = useQuery({
    queryKey: KEY,
    queryFn: async () => {
      try {
        return await client.call('getIdentitySettings', {});
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
  });
  return (
    <Loaded query={settings}>
      {(found) => {
        if (mayEdit && editing === RULES) return <EditSettings settings={found} onDone={() => setEditing('')} />;
        if (found !== null)
          return <KnownSettings settings={found} {...(mayEdit ? { onEdit: () => setEditing(RULES) } : {})} />;
        return (
          <EmptyState
            title={t('off')}
            hint={t('offHint')}
            {...(mayEdit ? { action: { label: t('setUp'), onPress: () => setEditing(RULES) } } : {})}
          />
        );
      }}
    </Loaded>
  );
}

function KnownSettings({ settings, onEdit }: { settings: Settings; onEdit?: () => void }) {
  const { data: namespaces = [] } = useNamespaces();
  const typeOf = (code: string) => namespaces.find((one) => one.code === code)?.idType;
  const rows = settings.namespaces.map(({ code, unique = false }, index) => ({ code, unique, place: index + 1 }));
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 24 })}>
      <RowsTable
        label={t('rules')}
        rows={rows}
        id={({ code }) => code}
        columns={[
          { key: 'namespace', title: t('namespace'), cell: ({ code }) => code, share: 2 },
          { key: 'place', title: t('place'), cell: ({ place }) => number(place) },
          { key: 'unique', title: t('unique'), cell: ({ unique }) => t(unique ? 'yes' : 'no') },
          { key: 'type', title: t('type'), cell: ({ code }) => typeName(typeOf(code) ?? '–'), share: 1.5 },
        ]}
      />
      <Details
        rows={[
          [t('repeated'), t(settings.repeatedNamespace ?? 'highest')],
          [t('alarmAt'), settings.alarmAt === undefined ? '–' : number(settings.alarmAt)],
        ]}
      />
      {onEdit !== undefined && (
        <ButtonGroup>
          <Button variant="accent" onPress={onEdit}>
            {t('edit')}
          </Button>
          <TurnOff />
        </ButtonGroup>
      )}
    </div>
  );
}

function TurnOff() {
  const client = useClient();
  const cache = useQueryClient();
  const confirm = useConfirm();
  const remove = useMutation({
    mutationFn: () => client.call('deleteIdentitySettings', {}),
    onSuccess: () => {
      notifyDone(t('removed'));
      return cache.invalidateQueries({ queryKey: KEY });
    },
    onError: notifyFailed,
  });
  const ask = async () => {
    const question = { title: t('offQuestion'), consequence: t('changeConsequence'), confirm: t('turnOff') };
    if (await confirm({ ...question, destructive: true })) remove.mutate();
  };
  return (
    <Button variant="negative" fillStyle="outline" isPending={remove.isPending} onPress={() => void ask()}>
      {t('turnOff')}
    </Button>
  );
}
