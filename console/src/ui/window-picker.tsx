import { Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { t as shared } from './messages.ts';
import { number, texts } from './texts.ts';

const t = texts({
  hours: [
    (hours: number) => (hours === 1 ? 'Last hour' : `Last ${number(hours)} hours`),
    (hours: number) => (hours === 1 ? 'Dernière heure' : `${number(hours)} dernières heures`),
  ],
  days: [(days: number) => `Last ${number(days)} days`, (days: number) => `${number(days)} derniers jours`],
});

/** How far back is looked: hours, `24h`, or days, `7d`, as the platform takes them. */
export type Window = `${number}h` | `${number}d`;

/** A window of time in words. */
function windowText(window: Window): string {
  return t(window.endsWith('h') ? 'hours' : 'days', Number.parseInt(window, 10));
}

/** Chooses how far back from now is looked. */
export function WindowPicker<const W extends Window>({
  windows,
  value,
  onChange,
}: {
  windows: readonly W[];
  value: string;
  onChange: (window: string) => void;
}) {
  return (
    <Picker
      styles={style({ width: 208, maxWidth: 'full' })}
      label={shared('window')}
      selectedKey={value}
      onSelectionChange={(key) => onChange(String(key))}
    >
      {windows.map((one) => (
        <PickerItem key={one} id={one}>
          {windowText(one)}
        </PickerItem>
      ))}
    </Picker>
  );
}
