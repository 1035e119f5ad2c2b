import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { Loaded } from '../../ui/page.tsx';
import { t } from './texts.ts';

const FIELDS = ['orgId', 'sandboxName', 'apiKey', 'clientId', 'clientSecret', 'scope', 'grantType', 'authUrl'] as const;

/** The eight values that are entered on the side of the loyalty system, under the names they have there. */
export function ConnectPlus({ connectionId }: { connectionId: string }) {
  const client = useClient();
  const values = useQuery({
    queryKey: ['connect-plus', connectionId],
    // A secret is not kept longer than it is shown.
    gcTime: 0,
    // Reading it is an event of the audit log: once, and not again with every change of what else the page shows.
    staleTime: 'static',
    queryFn: () => client.call('getConnectPlusValues', { query: { connectionId } }),
  });
  return (
    <>
      <p className={style({ font: 'body-sm', margin: 0 })}>{t('connectPlusHint')}</p>
      <Loaded query={values}>
        {(found) => (
          <>
            {FIELDS.map((name) => (
              <CopyField key={name} label={t(name)} value={found[name]} />
            ))}
          </>
        )}
      </Loaded>
    </>
  );
}
