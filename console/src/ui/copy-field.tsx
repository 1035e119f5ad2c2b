import { ActionButton, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { texts } from './texts.ts';

const t = texts({
  copy: [(what: string) => `Copy ${what}`, (what: string) => `Copier ${what}`],
  done: [(what: string) => `Copied ${what}`, (what: string) => `Copié ${what}`],
  short: ['Copy', 'Copier'],
  copied: ['Copied', 'Copié'],
});

/** A value to be taken elsewhere: read-only, with a button that copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <div className={style({ display: 'flex', alignItems: 'end', gap: 8, maxWidth: 'full' })}>
      <TextField label={label} value={value} isReadOnly styles={style({ flexGrow: 1, minWidth: 0 })} />
      <ActionButton
        aria-label={t(copied ? 'done' : 'copy', label)}
        styles={style({ flexShrink: 0 })}
        onPress={() => void copy()}
      >
        {copied ? t('copied') : t('short')}
      </ActionButton>
    </div>
  );
}
