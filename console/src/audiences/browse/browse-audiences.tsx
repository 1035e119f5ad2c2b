import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { t } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';

/** Audiences with their expression and how they are evaluated. */
export function BrowseAudiences() {
  const client = useClient();
  const audiences = useQuery({
    queryKey: ['audiences'],
    queryFn: () => client.call('listSegmentDefinitions', {}),
  });
  return (
    <Page title={t('audiences')}>
      <Loaded query={audiences}>
        {({ segments }) => (
          <RowsTable
            label={t('audiences')}
            rows={segments}
            id={(audience) => audience.id}
            columns={[
              { key: 'name', title: t('name'), cell: (audience) => audience.name },
              {
                key: 'expression',
                title: t('expression'),
                cell: (audience) => audience.expression?.value ?? '',
                share: 3,
              },
              {
                key: 'evaluation',
                title: t('evaluation'),
                cell: (audience) => (audience.evaluationInfo?.continuous?.enabled === true ? 'Streaming' : 'Batch'),
              },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
