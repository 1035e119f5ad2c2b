import { Heading } from '@react-spectrum/s2';
import Checkmark from '@react-spectrum/s2/icons/Checkmark';
import Close from '@react-spectrum/s2/icons/Close';
import { iconStyle, style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { Loaded } from '../../ui/page.tsx';
import { time } from '../../ui/texts.ts';
import { type Clause, changeText, type Explanation, eventText, type TippingEvent } from './explanation.ts';
import { lineOf } from './leaves.ts';
import { t } from './texts.ts';

const column = style({ display: 'flex', flexDirection: 'column', gap: 12 });

/** Why the person is in an audience or not: clause by clause, with the event that tipped it and the smallest change. */
export function ExplainedMembership({
  xid,
  audienceId,
  audienceName,
}: {
  xid: string;
  audienceId: string;
  audienceName: (id: string) => string;
}) {
  const client = useClient();
  const explained = useQuery({
    queryKey: ['explained-membership', xid, audienceId],
    queryFn: () => client.call('explainMembership', { query: { entityId: xid, audienceId } }),
  });
  return (
    <section
      aria-label={t('explained', audienceName(audienceId))}
      className={style({
        display: 'flex',
        flexDirection: 'column',
        gap: 24,
        padding: 24,
        borderRadius: 'lg',
        backgroundColor: 'layer-1',
      })}
    >
      <Loaded query={explained}>
        {(explanation) => <Reasons explanation={explanation} audienceName={audienceName} />}
      </Loaded>
    </section>
  );
}

function verdict({ status, isMember, audienceName }: Explanation): string {
  return (isMember ?? status === 'realized') ? t('isMember', audienceName) : t('isNoMember', audienceName);
}

function Reasons({ explanation, audienceName }: { explanation: Explanation; audienceName: (id: string) => string }) {
  const { rule, tippedBy, changesByItselfAt, history, smallestChange } = explanation;
  return (
    <>
      <Heading level={2} styles={style({ font: 'title-lg', margin: 0 })}>
        {verdict(explanation)}
      </Heading>
      {rule === undefined ? (
        <p className={style({ font: 'body', margin: 0 })}>{t('noRule')}</p>
      ) : (
        <>
          <Part title={t('clauses')}>
            <ul className={tree}>
              <ClauseOf clause={rule as Clause} />
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
      )}
      {history.length > 0 && (
        <Part title={t('history')}>
          {history.map(({ status, at }) => (
            <Line key={at}>{`${time(Date.parse(at))}: ${status === 'realized' ? t('entered') : t('wentOut')}`}</Line>
          ))}
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={column}>
      <Heading level={3} styles={style({ font: 'title-sm', margin: 0 })}>
        {title}
      </Heading>
      {children}
    </div>
  );
}

function Line({ children }: { children: ReactNode }) {
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

function ClauseOf({ clause }: { clause: Clause }) {
  const { kind, text, holds, parts = [], reads = [], tippedBy, changesByItselfAt, tooMuchWork } = clause;
  const joint = jointOf(kind);
  const notes = [
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
            <ClauseOf key={index} clause={part} />
          ))}
        </ul>
      )}
    </li>
  );
}
