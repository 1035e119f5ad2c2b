import { ShownOnce } from '../shown-once.tsx';
import { t } from './texts.ts';

/** A secret as it is answered when it is made, and never again. */
export interface Issued {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Shows a secret this once. */
export function SecretDialog({ issued, onDone }: { issued: Issued | undefined; onDone: (issued: Issued) => void }) {
  const fields =
    issued &&
    ([
      [t('clientId'), issued.clientId],
      [t('clientSecret'), issued.clientSecret],
    ] as const);
  return (
    <ShownOnce
      title={t('clientSecret')}
      hint={t('shownOnceHint')}
      fields={fields}
      onDone={() => issued !== undefined && onDone(issued)}
    />
  );
}
