import { ActionButton, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { copyText } from './clipboard.ts';
import { notifyFailed } from './notify.ts';
import { texts } from './texts.ts';

const t = texts({
  copy: [(what: string) => `Copy ${what}`, (what: string) => `Copier ${what}`],
  done: [(what: string) => `Copied ${what}`, (what: string) => `Copié ${what}`],
  short: ['Copy', 'Copier'],
  copied: ['Copied', 'Copié'],
  show: ['Show', 'Afficher'],
  showIt: [(what: string) => `Show ${what}`, (what: string) => `Afficher ${what}`],
  hide: ['Hide', 'Masquer'],
  hideIt: [(what: string) => `Hide ${what}`, (what: string) => `Masquer ${what}`],
});

/** As wide as an address needs, not as a large window is. */
const row = style({ display: 'flex', alignItems: 'end', gap: 8, width: 'full', maxWidth: 800 });
const field = style({ flexGrow: 1, minWidth: 0 });
const button = style({ flexShrink: 0 });

/** A value to be taken elsewhere: read-only, with a button that copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <div className={row}>
      <TextField label={label} value={value} isReadOnly styles={field} />
      <CopyButton label={label} read={async () => value} />
    </div>
  );
}

/** As long whatever it hides. */
const DOTS = '•'.repeat(16);

/**
 * A secret to be taken elsewhere: it is read when somebody wants to see or copy it, shown until it is hidden again, and then
 * forgotten.
 */
export function SecretField({ label, read }: { label: string; read: () => Promise<string> }) {
  const [shown, setShown] = useState<string>();
  // Its answer is nothing: what is answered is kept as long as the field is there.
  const show = useMutation({ mutationFn: async () => setShown(await read()), onError: notifyFailed });
  const isShown = shown !== undefined;
  return (
    <div className={row}>
      <TextField label={label} value={shown ?? DOTS} isReadOnly styles={field} />
      <ActionButton
        aria-label={t(isShown ? 'hideIt' : 'showIt', label)}
        styles={button}
        isPending={show.isPending}
        onPress={() => (isShown ? setShown(undefined) : show.mutate())}
      >
        {t(isShown ? 'hide' : 'show')}
      </ActionButton>
      <CopyButton label={label} read={async () => shown ?? read()} />
    </div>
  );
}

function CopyButton({ label, read }: { label: string; read: () => Promise<string> }) {
  const copy = useMutation({
    mutationFn: () => copyText(read()),
    onError: notifyFailed,
  });
  return (
    <ActionButton
      aria-label={t(copy.isSuccess ? 'done' : 'copy', label)}
      styles={button}
      isPending={copy.isPending}
      onPress={() => copy.mutate()}
    >
      {t(copy.isSuccess ? 'copied' : 'short')}
    </ActionButton>
  );
}
