import { LinkButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { to } from '../../ui/address.ts';
import { useMay } from '../../ui/person.ts';
import type { Source } from '../flow-service.ts';
import { t } from './texts.ts';

/** What can be done with a source: set it up, add data once it has an account; others are told where they are set up. */
export function SetUpLink({ source, hasAccount }: { source: Source; hasAccount: boolean }) {
  const mayManage = useMay('manage-sources');
  const { id, kind } = source;
  if (kind === undefined) return <p className={style({ font: 'body-sm', margin: 0 })}>{t('byApi')}</p>;
  if (!mayManage) return null;
  return (
    <div>
      <LinkButton variant="secondary" href={to`/sources/set-up/${id}`}>
        {t(hasAccount ? 'addData' : 'setUp')}
      </LinkButton>
    </div>
  );
}
