import { Button, Heading, LinkButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { to, useSearchState } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { t as shared } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { MOMENT, RowsTable } from '../../ui/rows-table.tsx';
import { number, time } from '../../ui/texts.ts';
import type { Dataflow } from '../flow-service.ts';
import { changesBetween } from '../mapping/changes.ts';
import { ChangesList } from '../mapping/changes-list.tsx';
import { type MappingRef, type MappingVersion, runWith, useVersion, useVersions } from '../mapping/mapping-set.ts';
import { t as mapping } from '../mapping/texts.ts';
import { Part } from './part.tsx';
import { t } from './texts.ts';

/** The rows a dataflow maps with, and every version of them: any can be looked at and taken again. */
export function MappingTab({ flow, mapping: ref }: { flow: Dataflow; mapping: MappingRef }) {
  const used = useVersion(ref);
  return <Loaded query={used}>{(found) => <Versions flow={flow} setId={ref.id} used={found} />}</Loaded>;
}

const frame = style({ display: 'flex', flexDirection: 'column', gap: 24 });

function Versions({ flow, setId, used }: { flow: Dataflow; setId: string; used: MappingVersion }) {
  const versions = useVersions(setId);
  const mayManage = useMay('manage-sources');
  const [looked, setLooked] = useSearchState('version', String(used.version));
  const shown = Number(looked);
  return (
    <div className={frame}>
      {mayManage && (
        <div>
          <LinkButton variant="accent" href={to`/sources/dataflows/${flow.id}/mapping`}>
            {t('editMapping')}
          </LinkButton>
        </div>
      )}
      <Part title={t('versions')}>
        <Loaded query={versions}>
          {({ items }) => (
            <RowsTable
              label={t('versions')}
              rows={items}
              id={({ version }) => String(version)}
              selected={looked}
              onSelect={({ version }) => setLooked(String(version))}
              columns={[
                { key: 'version', title: t('version'), cell: ({ version }) => number(version) },
                { key: 'written', title: t('written'), cell: ({ modifiedDate }) => time(modifiedDate), ...MOMENT },
                { key: 'rows', title: t('rows'), cell: ({ rows }) => number(rows) },
                {
                  key: 'state',
                  title: shared('status'),
                  cell: ({ version, status }) => stateOf(version === used.version, status),
                },
              ]}
            />
          )}
        </Loaded>
      </Part>
      {shown === used.version ? (
        <Rows version={used} />
      ) : (
        <Other key={shown} flow={flow} mapping={{ id: setId, version: shown }} used={used} />
      )}
    </div>
  );
}

function stateOf(isUsed: boolean, status: string): string {
  if (isUsed) return t('inUse');
  return status === 'DRAFT' ? t('draftVersion') : '';
}

function Rows({ version: { version, rows } }: { version: MappingVersion }) {
  return (
    <Part title={t('rowsOf', version)}>
      <RowsTable
        label={t('rowsOf', version)}
        rows={rows}
        id={({ key }) => key}
        columns={[
          { key: 'source', title: mapping('sourceField'), cell: ({ source }) => source, share: 3 },
          { key: 'target', title: mapping('targetField'), cell: ({ destination }) => destination, share: 3 },
        ]}
      />
    </Part>
  );
}

/** A version that is not used: how it differs, its rows, and the way to take it again. */
function Other({ flow, mapping: ref, used }: { flow: Dataflow; mapping: MappingRef; used: MappingVersion }) {
  const version = useVersion(ref);
  const mayManage = useMay('manage-sources');
  const client = useClient();
  const restore = useChange(
    (chosen: number) => runWith(client, flow, chosen),
    (chosen) => t('restored', chosen),
  );
  return (
    <Loaded query={version}>
      {(found) => (
        <>
          <section
            aria-label={t('differs', found.version)}
            className={style({ display: 'flex', flexDirection: 'column', gap: 12 })}
          >
            <div className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 16 })}>
              <Heading level={2} styles={style({ font: 'title-lg', margin: 0, flexGrow: 1 })}>
                {t('differs', found.version)}
              </Heading>
              {mayManage && (
                <Button variant="secondary" isPending={restore.isPending} onPress={() => restore.run(found.version)}>
                  {t('restore')}
                </Button>
              )}
            </div>
            <ChangesList changes={changesBetween(used.rows, found.rows)} />
          </section>
          <Rows version={found} />
        </>
      )}
    </Loaded>
  );
}
