import { Heading } from '@react-spectrum/s2';
import Checkmark from '@react-spectrum/s2/icons/Checkmark';
import Close from '@react-spectrum/s2/icons/Close';
import { iconStyle, style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { lineOf } from '../line-of.ts';
import { time } from '../texts.ts';
import {
  audiencesIn,
  type Clause,
  changeText,
  eventText,
  type RuleExplanation,
  type TippingEvent,
} from './explanation.ts';
import { t } from './texts.ts';

/** Why a rule says what it says of a person: clause by clause, with the event that tipped it and the smallest change. */
export function Reasons({
  explanation: { rule, tippedBy, changesByItselfAt, smallestChange },
  audienceName,
}: {
  explanation: Pick<RuleExplanation, 'rule' | 'tippedBy' | 'changesByItselfAt' | 'smallestChange'>;
  audienceName: (id: string) => string;
}) {
  return (
    <>
      <Part title={t('clauses')}>
        <ul className={tree}>
          <ClauseOf clause={rule as Clause} audienceName={audienceName} />
        </ul>
      </Part>
      <Part title={t('tippedBy')}>
        <Line>{tippedBy === undefined ? t('noTipping') : eventText(tippedBy as TippingEvent)}</Line>
        {changesByItselfAt !== undefined && <Line>{t('turns', time(Date.parse(changesByItselfAt)))}</Line>}
      </Part>
      <Part title={t('smallest')}>
        {smallestChange === undefined ? (
          <Line>{t('noSmallest')}</Line>
        ) : (
          smallestChange.map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: changes have no name, and none has a state
            <Line key={index}>{changeText(change, audienceName)}</Line>
          ))
        )}
      </Part>
    </>
  );
}

/** A part of an explanation below its own heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 12 })}>
      <Heading level={3} styles={style({ font: 'title-sm', margin: 0 })}>
        {title}
      </Heading>
      {children}
    </div>
  );
}

/** A line of it. */
export function Line({ children }: { children: ReactNode }) {
  return <p className={style({ font: 'body', margin: 0, overflowWrap: 'anywhere' })}>{children}</p>;
}

const tree = style({
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  margin: 0,
  padding: 0,
  listStyleType: 'none',
});
const inner = style({
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  margin: 0,
  marginTop: 8,
  paddingY: 0,
  paddingEnd: 0,
  paddingStart: 16,
  listStyleType: 'none',
  borderWidth: 0,
  borderStartWidth: 2,
  borderStyle: 'solid',
  borderColor: 'gray-300',
});
const holdsIcon = iconStyle({ color: 'positive' });
const failsIcon = iconStyle({ color: 'negative' });

function jointOf(kind: string): string | undefined {
  if (kind === 'all') return t('allOf');
  if (kind === 'any') return t('anyOf');
  return kind === 'not' ? t('noneOf') : undefined;
}

function ClauseOf({ clause, audienceName }: { clause: Clause; audienceName: (id: string) => string }) {
  const { kind, text, holds, parts = [], reads = [], tippedBy, changesByItselfAt, tooMuchWork } = clause;
  const joint = jointOf(kind);
  const notes = [
    ...audiencesIn(clause).map((id) => t('audience', audienceName(id))),
    ...reads.map(({ path, value }) =>
      value === null ? t('readsNothing', path) : t('reads', { path, value: lineOf(value) }),
    ),
    ...(tippedBy === undefined ? [] : [t('clauseTipped', eventText(tippedBy))]),
    ...(changesByItselfAt === undefined ? [] : [t('turns', time(Date.parse(changesByItselfAt)))]),
    ...(tooMuchWork === true ? [t('tooMuch')] : []),
  ];
  return (
    <li>
      <div className={style({ display: 'flex', gap: 8, alignItems: 'start' })}>
        {holds ? (
          <Checkmark aria-label={t('holds')} styles={holdsIcon} />
        ) : (
          <Close aria-label={t('holdsNot')} styles={failsIcon} />
        )}
        <div className={style({ minWidth: 0 })}>
          {joint === undefined ? (
            <code className={style({ font: 'code-sm', overflowWrap: 'anywhere' })}>{text}</code>
          ) : (
            <span className={style({ font: 'ui', fontWeight: 'bold' })}>{joint}</span>
          )}
          {kind === 'clause' &&
            notes.map((note) => (
              <div key={note} className={style({ font: 'ui-sm', color: 'neutral-subdued', overflowWrap: 'anywhere' })}>
                {note}
              </div>
            ))}
        </div>
      </div>
      {parts.length > 0 && (
        <ul className={inner}>
          {parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule may say the same twice, and its clauses keep their order
            <ClauseOf key={index} clause={part} audienceName={audienceName} />
          ))}
        </ul>
      )}
    </li>
  );
}
