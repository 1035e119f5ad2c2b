import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { t } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { RowsTable } from '../../ui/rows-table.tsx';

/** The organisation's own schemas in this sandbox. */
export function BrowseSchemas() {
  const client = useClient();
  const schemas = useQuery({
    queryKey: ['schemas'],
    queryFn: () =>
      client.call('listSchemas', {
        path: { container: 'tenant' },
        headers: { accept: 'application/vnd.adobe.xed+json' },
      }),
  });
  return (
    <Page title={t('schemas')}>
      <Loaded query={schemas}>
        {({ results }) => (
          <RowsTable
            label={t('schemas')}
            rows={results}
            id={(schema) => schema.$id}
            columns={[
              { key: 'name', title: t('name'), cell: (schema) => schema.title },
              { key: 'class', title: t('class'), cell: (schema) => schema['meta:class']?.split('/').at(-1) ?? '' },
              { key: 'description', title: t('description'), cell: (schema) => schema.description ?? '', share: 2 },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
