import type { CallOptions } from '@meniscus/client';
import { Button, ProgressBar } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useEffect, useRef, useState } from 'react';
import { texts } from './texts.ts';

const own = texts({
  cancel: ['Cancel upload', 'Annuler l’envoi'],
  cancelled: ['The upload was cancelled. Nothing of it was kept.', 'L’envoi a été annulé. Rien n’en a été gardé.'],
  reading: ['The platform reads the file', 'La plateforme lit le fichier'],
  sending: ['Sending the file', 'Envoi du fichier'],
});

/** How a file is sent: given to the call that sends it. */
export type HowSent = Required<Pick<CallOptions, 'signal' | 'sent'>>;

/** A file on its way to the platform. */
export interface Upload {
  /** How much of it was sent, 0 to 1; undefined while none is under way. */
  readonly part: number | undefined;
  /** Does the work; rejects, in words for the person, when it is cancelled meanwhile. */
  readonly run: <T>(work: (how: HowSent) => Promise<T>) => Promise<T>;
  readonly cancel: () => void;
}

/** For a page that sends a file. Who leaves the page cancels what is under way. */
export function useUpload(): Upload {
  const [part, setPart] = useState<number>();
  const under = useRef<AbortController>(undefined);
  const cancel = () => under.current?.abort();
  useEffect(() => () => under.current?.abort(), []);
  const run: Upload['run'] = async (work) => {
    const controller = new AbortController();
    under.current = controller;
    setPart(0);
    try {
      return await work({ signal: controller.signal, sent: (bytes, of) => setPart(of === 0 ? 1 : bytes / of) });
    } catch (error) {
      throw controller.signal.aborted ? new Error(own('cancelled')) : error;
    } finally {
      setPart(undefined);
    }
  };
  return { part, run, cancel };
}

/** How far a file is, with a button that stops it; nothing while none is under way. */
export function UploadProgress({ upload: { part, cancel } }: { upload: Upload }) {
  if (part === undefined) return null;
  return (
    <div className={style({ display: 'flex', alignItems: 'end', gap: 16 })}>
      <ProgressBar
        label={own(part < 1 ? 'sending' : 'reading')}
        value={part * 100}
        isIndeterminate={part === 1}
        styles={style({ width: 384 })}
      />
      <Button variant="secondary" onPress={cancel}>
        {own('cancel')}
      </Button>
    </div>
  );
}
