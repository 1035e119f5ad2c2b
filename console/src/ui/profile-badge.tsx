import { Badge } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { texts } from './texts.ts';

const t = texts({ profile: ['Profile', 'Profil'] });

/** Says that what a row of a table shows takes part in profiles. */
export function ProfileBadge() {
  return (
    <span className={style({ display: 'inline-flex' })}>
      <Badge variant="informative" fillStyle="subtle">
        {t('profile')}
      </Badge>
    </span>
  );
}
