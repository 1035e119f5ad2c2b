import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../app/client-context.ts';
import { t } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';

/** Dataflows with their streaming endpoint. */
export function BrowseSources() {
  const client = useClient();
  const flows = useQuery({
    queryKey: ['flows'],
    queryFn: () => client.call('listFlows', {}),
  });
  return (
    <Page title={t('sources')}>
      <Loaded query={flows}>
        {({ items }) => (
          <RowsTable
            label={t('sources')}
            rows={items}
            id={(flow) => flow.id}
            columns={[
              { key: 'name', title: t('name'), cell: (flow) => flow.name ?? flow.id },
              { key: 'state', title: t('state'), cell: (flow) => flow.state },
              {
                key: 'inlet',
                title: t('streamingEndpoint'),
                cell: (flow) => <span className={style({ font: 'ui-sm' })}>{flow.options?.inletUrl}</span>,
                share: 6,
              },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
