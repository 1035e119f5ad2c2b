import type { Operations } from '@meniscus/client';
import { Button, ButtonGroup, NumberField, Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { t as shared } from '../../ui/messages.ts';
import { notifyDone } from '../../ui/notify.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import type { Ranked } from '../rules/priority.ts';
import { RulesEditor } from '../rules/rules-editor.tsx';
import { t } from './texts.ts';

export type Settings = Operations['getIdentitySettings']['answer'];

const REPEATED = ['highest', 'any'] as const;
/** Half of what a graph may hold: what the platform takes when nothing is said. */
const USUAL_ALARM = 25;
/** The platform watches no smaller graphs, and larger ones cannot be. */
const [LEAST_ALARM, MOST_ALARM] = [10, 50];

/** Changes the linking rules of the sandbox; what that does is confirmed before it is done. */
export function EditSettings({ settings, onDone }: { settings: Settings | null; onDone: () => void }) {
  const client = useClient();
  const cache = useQueryClient();
  const confirm = useConfirm();
  const [namespaces, setNamespaces] = useState<readonly Ranked[]>(
    (settings?.namespaces ?? []).map(({ code, unique = false }) => ({ code, unique })),
  );
  const [repeatedNamespace, setRepeated] = useState(settings?.repeatedNamespace ?? 'highest');
  const [alarmAt, setAlarmAt] = useState(settings?.alarmAt ?? USUAL_ALARM);
  const save = useMutation({
    mutationFn: () => client.call('putIdentitySettings', { body: { namespaces, repeatedNamespace, alarmAt } }),
    onSuccess: async () => {
      notifyDone(t('saved'));
      await cache.invalidateQueries({ queryKey: ['identity-settings'] });
      onDone();
    },
  });
  const ask = async () => {
    if (await confirm({ title: t('change'), consequence: t('changeConsequence'), confirm: t('save') })) save.mutate();
  };
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 24, maxWidth: 720 })}>
      <RulesEditor value={namespaces} onChange={setNamespaces} />
      <Picker
        label={t('repeated')}
        selectedKey={repeatedNamespace}
        onSelectionChange={(key) => setRepeated(key === 'any' ? 'any' : 'highest')}
        styles={style({ width: 'full' })}
      >
        {REPEATED.map((id) => (
          <PickerItem key={id} id={id}>
            {t(id)}
          </PickerItem>
        ))}
      </Picker>
      <NumberField
        label={t('alarmAt')}
        value={alarmAt}
        onChange={setAlarmAt}
        minValue={LEAST_ALARM}
        maxValue={MOST_ALARM}
        styles={style({ width: 384, maxWidth: 'full' })}
      />
      {save.error !== null && <ProblemBanner error={save.error} />}
      <ButtonGroup>
        <Button
          variant="accent"
          isPending={save.isPending}
          isDisabled={namespaces.length === 0}
          onPress={() => void ask()}
        >
          {t('save')}
        </Button>
        <Button variant="secondary" fillStyle="outline" onPress={onDone}>
          {shared('cancel')}
        </Button>
      </ButtonGroup>
    </div>
  );
}
