import { Content, Heading, InlineAlert, LinkButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useSearchState } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { t as shared } from '../../ui/messages.ts';
import { MOMENT, RowsTable } from '../../ui/rows-table.tsx';
import { SearchedList } from '../../ui/searched-list.tsx';
import { number, time } from '../../ui/texts.ts';
import { useMayManage } from '../access.ts';
import { t as access } from '../texts.ts';
import { OnePolicy } from './one-policy.tsx';
import { policiesOf } from './policies-of.ts';
import { descriptionOf, t } from './texts.ts';

/** The policies that say what labels hide, and from whom. */
export function Policies() {
  const client = useClient();
  const [chosen, setChosen] = useSearchState('policy');
  const policies = useQuery(policiesOf(client));
  const mayManage = useMayManage();
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <p className={style({ font: 'body', margin: 0 })}>{t('hint')}</p>
      <InlineAlert variant="notice">
        <Heading>{t('administrators')}</Heading>
        <Content>{t('administratorsHint')}</Content>
      </InlineAlert>
      <SearchedList
        label={access('search')}
        query={policies}
        textsOf={(policy) => [policy.name, descriptionOf(policy)]}
        beside={
          mayManage && (
            <LinkButton variant="accent" href="/permissions/policies/create">
              {t('create')}
            </LinkButton>
          )
        }
      >
        {(found) => {
          const one = found.find(({ id }) => id === chosen) ?? found[0];
          return (
            <>
              <RowsTable
                label={access('policies')}
                rows={found}
                id={({ id }) => id}
                shown={one?.id ?? ''}
                onAction={({ id }) => setChosen(id)}
                columns={[
                  { key: 'name', title: shared('name'), cell: ({ name }) => name, share: 3 },
                  {
                    key: 'status',
                    title: shared('status'),
                    cell: ({ status }) => t(status === 'active' ? 'active' : 'inactive'),
                  },
                  { key: 'rules', title: t('rules'), cell: ({ rules }) => number(rules.length) },
                  { key: 'modified', title: t('modified'), cell: ({ modifiedAt }) => time(modifiedAt), ...MOMENT },
                ]}
              />
              {one !== undefined && <OnePolicy key={one.id} policy={one} />}
            </>
          );
        }}
      </SearchedList>
    </div>
  );
}
