import { Button, ButtonGroup, ComboBox, ComboBoxItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useParameter } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { DestroyButton } from '../../ui/destroy-button.tsx';
import { Details } from '../../ui/details.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { usePlace } from '../../ui/person.ts';
import { RowAction } from '../../ui/row-action.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';
import { time } from '../../ui/texts.ts';
import { t as area } from '../texts.ts';
import { type Artifact, artifactsOf, kindOf, LIST, type Package, packagesOf } from './artifacts.ts';
import { ImportPackage } from './import-package.tsx';
import { statusOf, t } from './texts.ts';

const above = [
  { label: area('sandboxes'), href: '/sandboxes' },
  { label: t('packages'), href: LIST },
];

/** One package: drafted of chosen objects, published, and imported into other sandboxes. */
export function OnePackage() {
  const packageId = useParameter('packageId');
  const packages = useQuery(packagesOf(useClient(), usePlace().sandbox));
  const found = packages.data?.find(({ id }) => id === packageId);
  return (
    <Page title={found?.name ?? t('packages')} above={above} actions={found && <PackageActions pack={found} />}>
      <Loaded query={packages}>
        {() =>
          found === undefined ? (
            <EmptyState title={t('unknown')} hint={t('unknownHint')} action={{ label: t('toPackages'), href: LIST }} />
          ) : (
            <div className={style({ display: 'flex', flexDirection: 'column', gap: 32 })}>
              <Details
                rows={[
                  [shared('status'), statusOf(found.status)],
                  ...(found.description === '' ? [] : [[shared('description'), found.description] as const]),
                  ...(found.publishDate === undefined ? [] : [[t('published'), time(found.publishDate)] as const]),
                  [t('expiry'), time(found.expiry)],
                ]}
              />
              {found.status === 'PUBLISHED' ? <ImportPackage pack={found} /> : <Chosen pack={found} />}
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function PackageActions({ pack: { id, name, status, artifactsList } }: { pack: Package }) {
  const client = useClient();
  const confirm = useConfirm();
  const publish = useChange(
    async () => {
      const { jobId } = await client.call('createPackageExport', { path: { packageId: id } });
      const { object } = await client.call('getPackageJob', { path: { jobId } });
      if (object.jobStatus !== 'SUCCESS') throw new Error(object.message ?? object.jobStatus);
    },
    () => t('publishDone', name),
  );
  const remove = useChange(
    () => client.call('deletePackage', { path: { packageId: id } }),
    () => t('deleted', name),
    () => LIST,
  );
  const askPublish = async () => {
    const question = { title: t('publishTitle', name), consequence: t('publishConsequence') };
    if (await confirm({ ...question, confirm: t('publish') })) publish.run();
  };
  return (
    <ButtonGroup>
      {status !== 'PUBLISHED' && (
        <Button
          variant="accent"
          isDisabled={artifactsList.length === 0}
          isPending={publish.isPending}
          onPress={() => void askPublish()}
        >
          {t('publish')}
        </Button>
      )}
      <DestroyButton
        verb={t('delete')}
        title={t('deleteTitle', name)}
        consequence={t('deleteConsequence')}
        change={remove}
      />
    </ButtonGroup>
  );
}

/** What a draft is to take; it can be changed until it is published. */
function Chosen({ pack: { id, artifactsList } }: { pack: Package }) {
  const client = useClient();
  const change = useChange(
    ({ action, artifact }: { action: 'ADD' | 'DELETE'; artifact: Artifact }) =>
      client.call('updatePackage', { body: { id, action, artifacts: [artifact] } }),
    ({ action, artifact }) => t(action === 'ADD' ? 'added' : 'removed', artifact.title),
  );
  const chosen = artifactsList.map((one) => ({ ...one, title: one.title ?? one.id }));
  const remove = (artifact: Artifact) => (
    <RowAction
      verb={t('remove')}
      name={t('removeOne', artifact.title)}
      act={() => change.attempt({ action: 'DELETE', artifact })}
    />
  );
  return (
    <section
      aria-label={t('artifacts')}
      className={style({ display: 'flex', flexDirection: 'column', alignItems: 'start', gap: 16 })}
    >
      <p className={style({ font: 'body', margin: 0 })}>{t('artifactsHint')}</p>
      <AddArtifact chosen={chosen} onAdd={(artifact) => change.attempt({ action: 'ADD', artifact })} />
      <RowsTable
        label={t('artifacts')}
        rows={chosen}
        empty={t('noArtifacts')}
        id={({ type, id: own }) => `${type} ${own}`}
        columns={[
          { key: 'title', title: shared('name'), cell: ({ title }) => title, share: 3 },
          { key: 'kind', title: t('kind'), cell: ({ type }) => kindOf(type), share: 2 },
          { key: 'remove', title: t('remove'), cell: remove },
        ]}
      />
    </section>
  );
}

function AddArtifact({
  chosen,
  onAdd,
}: {
  chosen: readonly Artifact[];
  onAdd: (artifact: Artifact) => Promise<unknown>;
}) {
  const artifacts = useQuery(artifactsOf(useClient()));
  const isChosen = (one: Artifact) => chosen.some(({ id, type }) => id === one.id && type === one.type);
  return (
    <Loaded query={artifacts}>
      {(all) => {
        const left = all.filter((one) => !isChosen(one)).map((one) => ({ ...one, key: `${one.type} ${one.id}` }));
        return left.length === 0 ? (
          <p className={style({ font: 'body', margin: 0 })}>{t('everything')}</p>
        ) : (
          <FormDialog
            button={<Button variant="secondary">{t('add')}</Button>}
            title={t('add')}
            submit={t('addAction')}
            onSubmit={({ artifact }) => {
              const { id, type, title } = left.find(({ key }) => key === artifact)!;
              return onAdd({ id, type, title });
            }}
          >
            <ComboBox name="artifact" formValue="key" label={t('artifact')} isRequired autoFocus defaultItems={left}>
              {({ key, type, title }) => <ComboBoxItem id={key}>{`${title} (${kindOf(type)})`}</ComboBoxItem>}
            </ComboBox>
          </FormDialog>
        );
      }}
    </Loaded>
  );
}
