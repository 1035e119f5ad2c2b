import { Picker, PickerItem, SearchField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useSearchState, useTyped } from '../ui/address.ts';
import { ACTIONS, type AuditFilter, PERIODS, type Period } from './filter.ts';
import { t } from './texts.ts';

const ANY = 'any';
const STATUSES = ['Allow', 'Deny', 'Failure'] as const;
const PERIOD_NAMES = Object.keys(PERIODS) as Period[];
const DEFAULT_PERIOD: Period = '7d';
/** Where one was in the list means nothing once something else is looked for. */
const RESETS = ['page', 'event'];

/** What is looked for, read out of the address. */
export function useFilter(): AuditFilter {
  return {
    user: useSearchState('user')[0],
    action: useSearchState('action')[0],
    resource: useSearchState('resource')[0],
    status: useSearchState('status')[0],
    period: useSearchState('period', DEFAULT_PERIOD)[0],
  };
}

/** The fields in which one says what is looked for; they write it into the address. */
export function Filters() {
  return (
    <search
      aria-label={t('filters')}
      className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: 16 })}
    >
      <Sought name="user" label={t('user')} hint={t('userHint')} />
      <Sought name="resource" label={t('resource')} hint={t('resourceHint')} />
      <Choice name="action" label={t('action')} options={ACTIONS.map((action) => [action, t(action)] as const)} />
      <Choice name="status" label={t('outcome')} options={STATUSES.map((status) => [status, t(status)] as const)} />
      <PeriodChoice />
    </search>
  );
}

/** A text is looked for when it is sent with Enter. */
function Sought({ name, label, hint }: { name: string; label: string; hint: string }) {
  const [sent, send] = useSearchState(name, '', RESETS);
  const [text, setText] = useTyped(sent);
  return (
    <SearchField
      label={label}
      description={hint}
      value={text}
      onChange={setText}
      onSubmit={send}
      onClear={() => send('')}
      styles={style({ width: 224, maxWidth: 'full' })}
    />
  );
}

function Choice({
  name,
  label,
  options,
}: {
  name: string;
  label: string;
  options: readonly (readonly [id: string, text: string])[];
}) {
  const [chosen, choose] = useSearchState(name, '', RESETS);
  return (
    <Picker
      label={label}
      selectedKey={chosen || ANY}
      onSelectionChange={(key) => choose(key === ANY ? '' : String(key))}
      styles={style({ width: 144 })}
    >
      {[[ANY, t('any')] as const, ...options].map(([id, text]) => (
        <PickerItem key={id} id={id}>
          {text}
        </PickerItem>
      ))}
    </Picker>
  );
}

function PeriodChoice() {
  const [period, setPeriod] = useSearchState('period', DEFAULT_PERIOD, RESETS);
  return (
    <Picker
      label={t('since')}
      selectedKey={period}
      onSelectionChange={(key) => setPeriod(String(key))}
      styles={style({ width: 192, maxWidth: 'full' })}
    >
      {PERIOD_NAMES.map((name) => (
        <PickerItem key={name} id={name}>
          {t(name)}
        </PickerItem>
      ))}
    </Picker>
  );
}
