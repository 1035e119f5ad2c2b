import type { Phrase } from '@meniscus/languages/syntax';
import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { Details } from '../ui/details.tsx';
import { phraseText, titleText } from '../ui/phrase.ts';
import { time } from '../ui/texts.ts';
import { assetName } from './asset-names.ts';
import { knownAs } from './known-as.ts';
import { actionName, t } from './texts.ts';
import { type AuditEvent, User } from './user.tsx';

/** Why something was refused; a title is its own code. */
function reasonText({ message, phrase }: NonNullable<AuditEvent['failureReason']>): string {
  return phrase === undefined ? titleText(message) : phraseText(phrase as Phrase, message);
}

/** One event in full; nothing while none is chosen. */
export function OneEvent({ event }: { event: AuditEvent | undefined }) {
  if (event === undefined) return null;
  const title = `${actionName(event.action)} ${assetName(event.assetType)}`;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('when'), time(Date.parse(event.timestamp))],
    [t('user'), event.userEmail !== '' && <User key="user" event={event} />],
    [t('technicalAccount'), event.userName !== undefined && event.userEmail],
    [t('outcome'), t(event.status)],
    [t('failureReason'), event.failureReason !== undefined && reasonText(event.failureReason)],
    [t('failureCode'), event.failureCode],
    [t('name'), knownAs(event.assetType, event.assetName)],
    [t('id'), event.assetId],
    [t('permission'), `${event.permissionResource} ${event.permissionType}`],
    [t('address'), event.userIpAddresses.join(', ')],
    [t('client'), event.authId],
    [t('requestId'), event.requestId],
    [t('eventId'), event.id],
  ];
  return (
    <section aria-label={title} className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {title}
      </Heading>
      <Details rows={rows.filter(([, value]) => value !== '' && value !== false)} />
    </section>
  );
}
