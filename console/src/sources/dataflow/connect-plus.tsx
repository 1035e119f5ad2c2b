import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { CopyField, SecretField } from '../../ui/copy-field.tsx';
import { Loaded } from '../../ui/page.tsx';
import { t } from './texts.ts';

const FIELDS = ['orgId', 'sandboxName', 'apiKey', 'clientId', 'clientSecret', 'scope', 'grantType', 'authUrl'] as const;

/**
 * The eight values that are entered on the side of the loyalty system, under the names and in the order they have there. The
 * secret among them is read when it is wanted: that is an event of the audit log.
 */
export function ConnectPlus({ connectionId }: { connectionId: string }) {
  const client = useClient();
  const query = { connectionId };
  const values = useQuery({
    queryKey: ['connect-plus', connectionId],
    queryFn: () => client.call('getConnectPlusValues', { query }),
  });
  const secret = async () => (await client.call('getConnectPlusSecret', { query })).clientSecret;
  return (
    <>
      <p className={style({ font: 'body-sm', margin: 0 })}>{t('connectPlusHint')}</p>
      <Loaded query={values}>
        {(found) => (
          <>
            {FIELDS.map((name) =>
              name === 'clientSecret' ? (
                <SecretField key={name} label={t(name)} read={secret} />
              ) : (
                <CopyField key={name} label={t(name)} value={found[name]} />
              ),
            )}
          </>
        )}
      </Loaded>
    </>
  );
}
