import type { CallOptions } from '@meniscus/client';
import { Button, ProgressBar } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useEffect, useRef, useState } from 'react';
import { texts } from './texts.ts';

const own = texts({
  cancel: ['Stop', 'Arrêter'],
  cancelled: ['This was stopped. Nothing of it was kept.', 'L’opération a été arrêtée. Rien n’en a été gardé.'],
  reading: ['The platform reads the file', 'La plateforme lit le fichier'],
  sending: ['Sending the file', 'Envoi du fichier'],
  goesOn: [
    'Everything was sent. The platform goes on by itself: you can leave this page.',
    'Tout est envoyé. La plateforme poursuit d’elle-même : vous pouvez quitter cette page.',
  ],
});

const row = style({ display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: 16 });
const bar = style({ width: 384, maxWidth: 'full' });

/** How a file is sent: given to the call that sends it. */
export type HowSent = Required<Pick<CallOptions, 'signal' | 'sent'>>;

/** What is on its way to the platform. */
export interface Upload {
  /** How much of it was sent, 0 to 1; undefined while none is under way. */
  readonly part: number | undefined;
  /** Does the work; rejects, in words for the person, when it is cancelled meanwhile. */
  readonly run: <T>(work: (how: HowSent) => Promise<T>) => Promise<T>;
  /** Stops what is under way, but for what goes on. */
  readonly cancel: () => void;
  /** All was sent, and the platform does not let go of it any more. */
  readonly goesOn: boolean;
}

/**
 * For a page that sends a file. Who leaves the page cancels what is under way. `kept`: of what the platform makes once it has
 * everything and nobody takes back, only the sending can be cancelled; the rest goes on when the page is left.
 */
export function useUpload(kept = false): Upload {
  const [part, setPart] = useState<number>();
  const under = useRef<AbortController>(undefined);
  const cancel = () => under.current?.abort();
  useEffect(() => () => under.current?.abort(), []);
  const run: Upload['run'] = async (work) => {
    const controller = new AbortController();
    under.current = controller;
    setPart(0);
    const sent: HowSent['sent'] = (bytes, of) => {
      if (kept && bytes === of) under.current = undefined;
      setPart(of === 0 ? 1 : bytes / of);
    };
    try {
      return await work({ signal: controller.signal, sent });
    } catch (error) {
      throw controller.signal.aborted ? new Error(own('cancelled')) : error;
    } finally {
      setPart(undefined);
    }
  };
  return { part, run, cancel, goesOn: kept && part === 1 };
}

/**
 * How far a file is, with a button that stops it, or that it goes on; nothing while none is under way. `label`: what it is
 * called that is under way, where it is no file of the person.
 */
export function UploadProgress({
  upload: { part, cancel, goesOn },
  label = own(part === 1 ? 'reading' : 'sending'),
}: {
  upload: Upload;
  label?: string;
}) {
  if (part === undefined) return null;
  return goesOn ? (
    <GoesOn label={label} />
  ) : (
    <div className={row}>
      <ProgressBar label={label} value={part * 100} isIndeterminate={part === 0 || part === 1} styles={bar} />
      <Button variant="secondary" onPress={cancel}>
        {own('cancel')}
      </Button>
    </div>
  );
}

/** The platform is at work on what it has, and will end it, whether or not the person stays; how far it is, where it tells. */
export function GoesOn({ label, percent }: { label: string; percent?: number | undefined }) {
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 8 })}>
      <ProgressBar label={label} value={percent ?? 0} isIndeterminate={percent === undefined} styles={bar} />
      <p className={style({ font: 'ui-sm', color: 'neutral-subdued', margin: 0 })}>{own('goesOn')}</p>
    </div>
  );
}
