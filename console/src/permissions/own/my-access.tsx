import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { Details } from '../../ui/details.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { namedPermission, permissionName } from '../../ui/permission-names.ts';
import { useMe } from '../../ui/person.ts';
import { roleName } from '../../ui/role-names.ts';
import { MOMENT, RowsTable } from '../../ui/rows-table.tsx';
import { listed as listedTexts, locale, time } from '../../ui/texts.ts';
import { t as access } from '../texts.ts';
import { ChangePassword } from './change-password.tsx';
import { t } from './texts.ts';

/** Who the person is here, what became of what they asked for, and what they may do: dozens of lines, so it comes last. */
export function MyAccess() {
  return (
    <Page title={t('title')} actions={<ChangePassword />}>
      <Held />
      <OwnRequests />
      <Permissions />
    </Page>
  );
}

function Held() {
  const me = useMe();
  if (me === undefined) return null;
  const listed = (texts: readonly string[]) => (texts.length === 0 ? access('none') : listedTexts(texts));
  return (
    <>
      <Details
        rows={[
          [shared('name'), me.user.name],
          ...(me.user.email === undefined ? [] : [[access('email'), me.user.email] as const]),
          [t('organisations'), listed(me.organisations.map(({ name }) => name))],
          [access('sandboxes'), listed(me.sandboxes.map(({ title }) => title))],
          [access('roles'), listed(me.roles.map(({ name }) => roleName(name)))],
          [access('labels'), me.labels.length === 0 ? t('noLabels') : me.labels.join(', ')],
        ]}
      />
      {!me.seesAllFields && <p className={style({ font: 'body', margin: 0 })}>{t('hidden')}</p>}
    </>
  );
}

const section = style({ display: 'flex', flexDirection: 'column', gap: 16 });
const columns = style({
  font: 'ui',
  display: 'grid',
  gridTemplateColumns: { default: ['auto'], lg: ['1fr', '1fr', '1fr'] },
  columnGap: 24,
  rowGap: 4,
  margin: 0,
  padding: 0,
  listStyleType: 'none',
});

/** Dozens of them are found by name, side by side. */
function Permissions() {
  const me = useMe();
  if (me === undefined) return null;
  const names = me.permissions.map(namedPermission).sort(new Intl.Collator(locale).compare);
  return (
    <section aria-label={t('here')} className={section}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t('here')}
      </Heading>
      {names.length === 0 ? (
        <p className={style({ font: 'body', margin: 0 })}>{t('nothingHere')}</p>
      ) : (
        <ul className={columns}>
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function OwnRequests() {
  const client = useClient();
  const requests = useQuery({
    queryKey: ['own-access-requests'],
    queryFn: () => client.call('listOwnAccessRequests', { query: { limit: 1000 } }),
  });
  return (
    <section aria-label={t('myRequests')} className={section}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t('myRequests')}
      </Heading>
      <Loaded query={requests}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={style({ font: 'body', margin: 0 })}>{t('noRequests')}</p>
          ) : (
            <RowsTable
              label={t('myRequests')}
              rows={items}
              id={({ id }) => id}
              columns={[
                {
                  key: 'permission',
                  title: t('permission'),
                  cell: ({ permission }) => permissionName(permission),
                  share: 2,
                },
                { key: 'sandbox', title: shared('sandbox'), cell: ({ sandbox }) => sandbox },
                { key: 'asked', title: t('asked'), cell: ({ createdAt }) => time(createdAt), ...MOMENT },
                { key: 'state', title: shared('state'), cell: ({ state }) => t(state) },
                { key: 'answer', title: t('answer'), cell: ({ answer }) => answer ?? '', share: 2 },
              ]}
            />
          )
        }
      </Loaded>
    </section>
  );
}
