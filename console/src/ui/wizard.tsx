import { Button, Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from './messages.ts';
import { type Above, Page } from './page.tsx';
import { texts } from './texts.ts';
import { useUnsaved } from './unsaved.ts';

const own = texts({
  steps: ['Steps', 'Étapes'],
  position: [
    ({ at, of }: { at: number; of: number }) => `Step ${at} of ${of}`,
    ({ at, of }: { at: number; of: number }) => `Étape ${at} sur ${of}`,
  ],
});

export interface Step {
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
  /** What the person must still do here, in words; nothing: they may go on. */
  readonly missing?: string | undefined;
  /** Work to be done before the next step is shown; when it fails the person stays, and is told by whoever does it. */
  readonly leave?: () => Promise<boolean>;
}

const list = style({ display: 'flex', flexWrap: 'wrap', gap: 8, margin: 0, padding: 0, listStyleType: 'none' });
const mark = style({
  font: 'ui',
  paddingX: 12,
  paddingY: 4,
  borderRadius: 'pill',
  color: {
    default: { default: 'neutral-subdued', forcedColors: 'ButtonText' },
    isCurrent: { default: 'neutral', forcedColors: 'HighlightText' },
  },
  fontWeight: { default: 'normal', isCurrent: 'bold' },
  backgroundColor: {
    default: 'transparent',
    isCurrent: { default: 'gray-100', forcedColors: 'Highlight' },
  },
  // Else the system puts its own ground behind the letters.
  forcedColorAdjust: 'none',
});

/**
 * A task in steps: where one is, back and on with `Next`, and `Finish` at the last step. What was entered lives with the
 * caller, so going back loses nothing; leaving before the end is asked about.
 */
export function Wizard({
  title,
  above,
  steps,
  entered,
  finishLabel = t('finish'),
  onFinish,
  onCancel,
}: {
  title: string;
  above: readonly Above[];
  steps: readonly Step[];
  /** All that the person enters, as one value. */
  entered: unknown;
  finishLabel?: string;
  /** Resolves to false when the work failed and the person stays. */
  onFinish: () => Promise<boolean>;
  onCancel: () => void;
}) {
  const [at, setAt] = useState(0);
  const [busy, setBusy] = useState(false);
  const saving = useUnsaved(entered);
  const heading = useRef<HTMLDivElement>(null);
  const step = steps[at]!;
  const last = at === steps.length - 1;
  const moved = useRef(false);
  useEffect(() => {
    // The reader of a screen reader hears where they are now, and all see it; at first the page speaks for itself.
    if (moved.current) {
      heading.current?.closest('main')?.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    moved.current = at >= 0;
  }, [at]);
  const forward = async () => {
    setBusy(true);
    try {
      if (last) await saving(onFinish);
      else if (step.leave === undefined || (await step.leave())) setAt(at + 1);
    } finally {
      setBusy(false);
    }
  };
  const buttons = (
    <>
      <Button variant="secondary" fillStyle="outline" onPress={onCancel}>
        {t('cancel')}
      </Button>
      {at > 0 && (
        <Button variant="secondary" isDisabled={busy} onPress={() => setAt(at - 1)}>
          {t('back')}
        </Button>
      )}
      <Button variant="accent" isDisabled={step.missing !== undefined} isPending={busy} onPress={() => void forward()}>
        {last ? finishLabel : t('next')}
      </Button>
    </>
  );
  return (
    <Page title={title} above={above} ends={{ buttons, missing: step.missing }}>
      <ol className={list} aria-label={own('steps')}>
        {steps.map(({ id, label }, index) => (
          <li key={id} className={mark({ isCurrent: index === at })} aria-current={index === at ? 'step' : undefined}>
            {`${index + 1}. ${label}`}
          </li>
        ))}
      </ol>
      <div ref={heading} tabIndex={-1} className={style({ outlineStyle: 'none' })}>
        <Heading level={2} styles={style({ font: 'title-lg', margin: 0 })}>
          {step.label}
        </Heading>
        <span className={style({ font: 'detail-sm' })}>{own('position', { at: at + 1, of: steps.length })}</span>
      </div>
      {step.content}
    </Page>
  );
}
