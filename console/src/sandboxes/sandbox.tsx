import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useParameter } from '../ui/address.ts';
import { Details } from '../ui/details.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { t as shared } from '../ui/messages.ts';
import { Loaded, Page } from '../ui/page.tsx';
import { useMay } from '../ui/person.ts';
import { time } from '../ui/texts.ts';
import { SandboxActions } from './sandbox-actions.tsx';
import { modifiedAt, stateOf, typeOf, useSandboxes } from './sandboxes.ts';
import { SetUp } from './set-up.tsx';
import { t } from './texts.ts';

const above = [{ label: t('sandboxes'), href: '/sandboxes' }];

/** One sandbox: what it is, what can be done with it, and its set-up as a file. */
export function Sandbox() {
  const name = useParameter('name');
  const sandboxes = useSandboxes();
  const mayMove = useMay('manage-package');
  const found = sandboxes.data?.find((one) => one.name === name);
  return (
    <Page title={found?.title ?? name} above={above} actions={found && <SandboxActions sandbox={found} />}>
      <Loaded query={sandboxes}>
        {(all) =>
          found === undefined ? (
            <EmptyState
              title={t('unknown')}
              hint={t('unknownHint')}
              action={{ label: t('toSandboxes'), href: '/sandboxes' }}
            />
          ) : (
            <div className={style({ display: 'flex', flexDirection: 'column', gap: 32 })}>
              <Details
                rows={[
                  [t('name'), found.name],
                  [t('type'), typeOf(found)],
                  [shared('state'), stateOf(found)],
                  [t('modified'), time(modifiedAt(found))],
                ]}
              />
              {mayMove && found.state === 'active' && (
                <SetUp sandbox={found} others={all.filter((one) => one.name !== name && one.state === 'active')} />
              )}
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
