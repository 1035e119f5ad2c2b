import type { Operations } from '@meniscus/client';
import {
  Button,
  ButtonGroup,
  Content,
  Dialog,
  DialogContainer,
  Heading,
  NumberField,
  Picker,
  PickerItem,
  TextField,
} from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { alertRuleMeaning, alertRuleName } from '../ui/alert-names.ts';
import { useChange } from '../ui/change.ts';
import { useClient } from '../ui/client-context.ts';
import { CopyField } from '../ui/copy-field.tsx';
import { type Entered, FormDialog } from '../ui/form-dialog.tsx';
import { t as shared } from '../ui/messages.ts';
import { duration } from '../ui/texts.ts';
import { t } from './texts.ts';

type Rule = Operations['listAlertRules']['answer']['items'][number];
type Wanted = Operations['createAlertSubscription']['body'];

const CHANNELS = ['in-app', 'webhook', 'email'] as const;

function channelIn({ channel, url, to }: Entered): NonNullable<Wanted['channel']> {
  if (channel === 'webhook') return { type: 'webhook', url: url ?? '' };
  if (channel === 'email') return { type: 'email', to: (to ?? '').split(',').map((one) => one.trim()) };
  return { type: 'in-app' };
}

function wantedIn(entered: Entered): Wanted {
  const { name = '', rule = '', threshold, windowMinutes } = entered;
  return {
    name,
    rule,
    ...(threshold === undefined ? {} : { threshold: Number(threshold) }),
    ...(windowMinutes === undefined ? {} : { windowMinutes: Number(windowMinutes) }),
    channel: channelIn(entered),
  };
}

/** Subscribes to a rule; the secret of a webhook is shown this once. */
export function Subscribe({ rules }: { rules: readonly Rule[] }) {
  const client = useClient();
  const [secret, setSecret] = useState<string>();
  const subscribe = useChange(
    async (body: Wanted) => setSecret((await client.call('createAlertSubscription', { body })).secret),
    ({ name = '' }) => t('subscribed', name),
  );
  return (
    <>
      <FormDialog
        button={<Button variant="accent">{t('subscribe')}</Button>}
        title={t('subscribe')}
        submit={t('subscribe')}
        onSubmit={(entered) => subscribe.attempt(wantedIn(entered))}
      >
        <TextField name="name" label={shared('name')} isRequired autoFocus />
        <RuleFields rules={rules} />
        <ChannelFields />
      </FormDialog>
      <DialogContainer onDismiss={() => {}}>
        {secret !== undefined && (
          <Dialog size="L" isKeyboardDismissDisabled>
            <Heading slot="title">{t('secret')}</Heading>
            <Content>
              <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
                <span>{t('secretHint')}</span>
                <CopyField label={t('secret')} value={secret} />
              </div>
            </Content>
            <ButtonGroup>
              <Button variant="accent" onPress={() => setSecret(undefined)}>
                {t('done')}
              </Button>
            </ButtonGroup>
          </Dialog>
        )}
      </DialogContainer>
    </>
  );
}

/** The rule, and the numbers it is decided by. */
function RuleFields({ rules }: { rules: readonly Rule[] }) {
  const [chosen, choose] = useState('run-failure');
  const rule = rules.find(({ id }) => id === chosen);
  return (
    <>
      <Picker
        name="rule"
        label={t('rule')}
        {...(rule === undefined ? {} : { description: alertRuleMeaning(rule) })}
        selectedKey={chosen}
        onSelectionChange={(key) => choose(String(key))}
      >
        {rules.map((one) => (
          <PickerItem key={one.id} id={one.id}>
            {alertRuleName(one)}
          </PickerItem>
        ))}
      </Picker>
      {rule?.threshold !== undefined && (
        <MeasureField
          key={`${rule.id} threshold`}
          name="threshold"
          label={t('threshold', rule.threshold.unit)}
          unitMs={rule.threshold.unit === 'seconds' ? 1000 : undefined}
          initial={rule.threshold.default}
          least={0}
        />
      )}
      {rule?.windowMinutes !== undefined && (
        <MeasureField
          key={`${rule.id} window`}
          name="windowMinutes"
          label={t('windowMinutes')}
          unitMs={60_000}
          initial={rule.windowMinutes}
          least={1}
        />
      )}
    </>
  );
}

/** A number; how long it is in words, where it measures a time. */
function MeasureField({
  name,
  label,
  unitMs,
  initial,
  least,
}: {
  name: string;
  label: string;
  /** Milliseconds one is; undefined: it is no time. */
  unitMs: number | undefined;
  initial: number;
  least: number;
}) {
  const [value, change] = useState(initial);
  const isTime = unitMs !== undefined && Number.isFinite(value);
  return (
    <NumberField
      name={name}
      label={label}
      value={value}
      onChange={change}
      minValue={least}
      {...(isTime ? { description: duration(value * unitMs) } : {})}
    />
  );
}

/** How somebody is told. */
function ChannelFields() {
  const [channel, choose] = useState<string>('in-app');
  return (
    <>
      <Picker
        name="channel"
        label={t('channel')}
        selectedKey={channel}
        onSelectionChange={(key) => choose(String(key))}
      >
        {CHANNELS.map((id) => (
          <PickerItem key={id} id={id}>
            {t(id)}
          </PickerItem>
        ))}
      </Picker>
      {channel === 'webhook' && <TextField name="url" type="url" label={t('url')} isRequired />}
      {channel === 'email' && <TextField name="to" label={t('to')} isRequired />}
    </>
  );
}
