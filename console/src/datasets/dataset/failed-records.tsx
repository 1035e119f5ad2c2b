import { Button, ButtonGroup } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useSearchState } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { DATASETS, type Dataset } from '../../ui/datasets.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedTable } from '../../ui/failed-table.tsx';
import { Loaded } from '../../ui/page.tsx';
import { own } from './texts.ts';

const PAGE = 50;

/**
 * What was meant for the dataset and could not go its whole way, newest first; one batch's when the address says so. Each leads
 * to its own page, where it is corrected and replayed.
 */
export function FailedRecords({ dataset: { id: datasetId } }: { dataset: Dataset }) {
  const client = useClient();
  const [batchId, setBatch] = useSearchState('of', '', ['before']);
  const [before, setBefore] = useSearchState('before');
  const failed = useQuery({
    queryKey: [DATASETS, 'failed', datasetId, batchId, before],
    queryFn: () =>
      client.call('listFailedRecords', {
        query: { datasetId, limit: PAGE, batchId: batchId || undefined, start: before || undefined },
      }),
  });
  return (
    <>
      {batchId !== '' && (
        <div className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 16, font: 'ui' })}>
          <span className={style({ overflowWrap: 'anywhere' })}>{own('ofBatch', batchId)}</span>
          <Button variant="secondary" onPress={() => setBatch('')}>
            {own('showAll')}
          </Button>
        </div>
      )}
      <Loaded query={failed}>
        {({ items, _page: { next } }) => {
          if (items.length === 0 && next === null && before === '')
            return <EmptyState title={own('noFailed')} hint={own(batchId === '' ? 'noFailedHint' : 'noneOfBatch')} />;
          return (
            <>
              <FailedTable rows={items} />
              <ButtonGroup>
                {before !== '' && (
                  <Button variant="secondary" onPress={() => setBefore('')}>
                    {own('newest')}
                  </Button>
                )}
                {next !== null && (
                  <Button variant="secondary" onPress={() => setBefore(next)}>
                    {own('older')}
                  </Button>
                )}
              </ButtonGroup>
            </>
          );
        }}
      </Loaded>
    </>
  );
}
