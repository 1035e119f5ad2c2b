import { Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { DatasetLink } from '../../ui/dataset-link.tsx';
import { Details } from '../../ui/details.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { date, number, time } from '../../ui/texts.ts';
import { earnedBy } from './earned.ts';
import { Promotions, Rewards } from './earned-table.tsx';
import { ExpiryLadder } from './expiry-ladder.tsx';
import { membershipOf } from './loyalty.ts';
import { LoyaltyCard } from './loyalty-card.tsx';
import { type Entity, nameOf, type Profile, textAt } from './profile.ts';
import { t } from './texts.ts';

/** The person at a glance: the membership in the loyalty programme, how to reach them, and what the profile is made of. */
export function Overview({ profile }: { profile: Profile }) {
  const membership = membershipOf(profile.entity);
  const rewards = earnedBy(profile.entity, 'rewards');
  const promotions = earnedBy(profile.entity, 'promotions');
  return (
    <div
      className={style({
        display: 'grid',
        gridTemplateColumns: { default: ['minmax(0, 1fr)'], lg: ['minmax(0, 2fr)', 'minmax(0, 1fr)'] },
        columnGap: 40,
        rowGap: 32,
      })}
    >
      <div className={style({ display: 'flex', flexDirection: 'column', gap: 32, minWidth: 0 })}>
        {membership === undefined ? (
          <EmptyState title={t('noLoyalty')} hint={t('noLoyaltyHint')} />
        ) : (
          <>
            <LoyaltyCard membership={membership} holder={nameOf(profile)} />
            <ExpiryLadder membership={membership} />
          </>
        )}
        {rewards.length > 0 && (
          <Part title={t('rewards')}>
            <Rewards rewards={rewards} />
          </Part>
        )}
        {promotions.length > 0 && (
          <Part title={t('promotions')}>
            <Promotions promotions={promotions} />
          </Part>
        )}
      </div>
      <div className={style({ display: 'flex', flexDirection: 'column', gap: 32, minWidth: 0 })}>
        <Contact entity={profile.entity} />
        <About profile={profile} />
      </div>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className={style({ display: 'flex', flexDirection: 'column', gap: 12 })}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {title}
      </Heading>
      {children}
    </section>
  );
}

function addressOf(entity: Entity): string | undefined {
  const place = [textAt(entity, 'homeAddress.postalCode'), textAt(entity, 'homeAddress.city')]
    .filter(Boolean)
    .join(' ');
  const lines = [textAt(entity, 'homeAddress.street1'), place, textAt(entity, 'homeAddress.countryCode')];
  return lines.filter((line) => line !== undefined && line !== '').join(', ') || undefined;
}

/** A day as the profile keeps it, `1980-09-09`, as people write it. */
function dayOf(kept: string | undefined): string | undefined {
  return kept !== undefined && /^\d{4}-\d\d-\d\d$/.test(kept) ? date(Date.parse(`${kept}T00:00:00`)) : kept;
}

/** A value of the standard field in words; any other as it is kept. */
function genderOf(kept: string | undefined): string | undefined {
  return kept === 'male' || kept === 'female' || kept === 'not_specified' || kept === 'non_specific' ? t(kept) : kept;
}

function Contact({ entity }: { entity: Entity }) {
  const name = [textAt(entity, 'person.name.firstName'), textAt(entity, 'person.name.lastName')]
    .filter((part) => part !== undefined)
    .join(' ');
  const rows = [
    [t('fullName'), name],
    [t('email'), textAt(entity, 'personalEmail.address')],
    [t('phone'), textAt(entity, 'mobilePhone.number')],
    [t('address'), addressOf(entity)],
    [t('birthDate'), dayOf(textAt(entity, 'person.birthDate'))],
    [t('gender'), genderOf(textAt(entity, 'person.gender'))],
  ] as const;
  const known = rows.filter(([, value]) => value !== undefined && value !== '');
  return (
    <Part title={t('contact')}>
      {known.length === 0 ? (
        <p className={style({ font: 'body', margin: 0 })}>{t('noContact')}</p>
      ) : (
        <Details rows={known} />
      )}
    </Part>
  );
}

function About({ profile }: { profile: Profile }) {
  const { entityId, sources, identityGraph, lastModifiedAt, entity } = profile;
  const states = Object.values(entity.segmentMembership ?? {}).flatMap((all) => Object.values(all));
  const datasets = (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
      {sources.map((id) => (
        <DatasetLink key={id} id={id} />
      ))}
    </div>
  );
  return (
    <Part title={t('about')}>
      <Details
        rows={[
          [t('identityCount'), number(identityGraph.length)],
          [t('audienceCount'), number(states.filter(({ status }) => status === 'realized').length)],
          [t('sources'), datasets],
          [t('modified'), time(Date.parse(lastModifiedAt))],
          [t('xid'), entityId],
        ]}
      />
    </Part>
  );
}
