import { ShownOnce } from '../shown-once.tsx';
import { t } from './texts.ts';

/** Shows a link to set a password with, to be handed over: where there is no mail server to send it. */
export function LinkDialog({ link, onDone }: { link: string | undefined; onDone: () => void }) {
  return (
    <ShownOnce
      title={t('linkTitle')}
      hint={t('linkHint')}
      fields={link === undefined ? undefined : [[t('link'), link]]}
      onDone={onDone}
    />
  );
}
