import { Button, Heading, Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useSearchState } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { t as shared } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { useMe, usePlace } from '../../ui/person.ts';
import { RowsTable } from '../../ui/rows-table.tsx';
import { ImportStanding, imported, useLastImport } from '../import-jobs.tsx';
import { kindOf, type Package } from './artifacts.ts';
import { t } from './texts.ts';

/** A published package on its way into another sandbox: what it holds, what would become of it there, and the import. */
export function ImportPackage({ pack }: { pack: Package }) {
  const { sandbox } = usePlace();
  const targets = (useMe()?.sandboxes ?? []).filter(({ name, state }) => name !== sandbox && state === 'active');
  const [asked, setTarget] = useSearchState('into');
  const target = targets.find(({ name }) => name === asked) ?? targets[0];
  return (
    <section aria-label={t('bring')} className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t('bring')}
      </Heading>
      {target === undefined ? (
        <p className={style({ font: 'body', margin: 0 })}>{t('noTarget')}</p>
      ) : (
        <>
          <Picker
            label={t('into')}
            selectedKey={target.name}
            onSelectionChange={(key) => setTarget(String(key))}
            styles={style({ width: 320, maxWidth: 'full' })}
          >
            {targets.map(({ name, title }) => (
              <PickerItem key={name} id={name}>
                {title}
              </PickerItem>
            ))}
          </Picker>
          <Prospect key={target.name} pack={pack} target={target.name} />
        </>
      )}
    </section>
  );
}

/** What an import would do, looked at before it is done. */
function Prospect({ pack: { id }, target }: { pack: Package; target: string }) {
  const client = useClient();
  const asked = { path: { packageId: id }, query: { targetSandbox: target } };
  const prospect = useQuery({
    queryKey: ['packages', id, target],
    queryFn: async () => {
      const [held, { permissionResponse }] = await Promise.all([
        client.call('listPackageConflicts', asked),
        client.call('checkPackagePermissions', asked),
      ]);
      const may = new Map(permissionResponse.map(({ artifactID, creationAllowed }) => [artifactID, creationAllowed]));
      return held.map(({ artifact }) => ({ ...artifact, isAllowed: may.get(artifact.id) ?? false }));
    },
  });
  const { last, isUnderWay, look } = useLastImport(target, id);
  const bring = useChange(
    async () => {
      const body = { id, destinationSandbox: { name: target } };
      const { jobId } = await client.call('createPackageImport', { body });
      void look();
      await imported(client, jobId);
    },
    () => t('importDone', target),
  );
  return (
    <Loaded query={prospect}>
      {(rows) => (
        <>
          <RowsTable
            label={t('contents')}
            rows={rows}
            id={({ type, id: own }) => `${type} ${own}`}
            columns={[
              { key: 'title', title: shared('name'), cell: ({ title }) => title, share: 3 },
              { key: 'kind', title: t('kind'), cell: ({ type }) => kindOf(type), share: 2 },
              {
                key: 'effect',
                title: t('effect'),
                cell: ({ found, isAllowed }) => t(found ? 'use' : isAllowed ? 'make' : 'forbidden'),
                share: 2,
              },
            ]}
          />
          <div>
            <Button
              variant="accent"
              isDisabled={rows.some(({ found, isAllowed }) => !found && !isAllowed)}
              isPending={bring.isPending || isUnderWay}
              onPress={() => bring.run()}
            >
              {t('import')}
            </Button>
          </div>
          {last !== undefined && <ImportStanding job={last} label={t('importing')} />}
        </>
      )}
    </Loaded>
  );
}
