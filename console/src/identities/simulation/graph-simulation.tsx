import { Button, Form, Heading, Picker, PickerItem, Radio, RadioGroup, TextArea } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import type { Ranked } from '../rules/priority.ts';
import { RulesEditor } from '../rules/rules-editor.tsx';
import { EXAMPLES } from './examples.ts';
import { SimulatedGraph } from './simulated-graph.tsx';
import { t } from './texts.ts';

const RULES = ['sandbox', 'own', 'none'] as const;
type Rules = (typeof RULES)[number];

/** The settings a simulation is asked for: nothing is those of the sandbox, null none at all. */
function settingsFor(rules: Rules, own: readonly Ranked[]): { settings?: { namespaces: readonly Ranked[] } | null } {
  if (rules === 'sandbox') return {};
  return { settings: rules === 'none' ? null : { namespaces: own } };
}

/** What pasted events would make of identities, under the rules of the sandbox or others. Nothing is kept. */
export function GraphSimulation() {
  const client = useClient();
  const [events, setEvents] = useState('');
  const [rules, setRules] = useState<Rules>('sandbox');
  const [own, setOwn] = useState<readonly Ranked[]>([]);
  const simulation = useMutation({
    mutationFn: () => client.call('simulateIdentityGraph', { body: { events, ...settingsFor(rules, own) } }),
  });
  const load = (id: string) => {
    const example = EXAMPLES.find((one) => one.id === id)!;
    setEvents(example.events);
    setRules('own');
    setOwn(example.rules);
  };
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 24 })}>
      <Form
        aria-label={t('simulate')}
        onSubmit={(event) => {
          event.preventDefault();
          simulation.mutate();
        }}
      >
        <div
          className={style({
            display: 'grid',
            columnGap: 32,
            rowGap: 24,
            gridTemplateColumns: { default: ['minmax(0, 1fr)'], md: ['minmax(0, 1fr)', 'minmax(0, 1fr)'] },
          })}
        >
          <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
            <TextArea
              label={t('events')}
              description={t('eventsHint')}
              value={events}
              onChange={setEvents}
              isRequired
              styles={style({ width: 'full' })}
            />
            <Picker
              aria-label={t('example')}
              placeholder={t('example')}
              selectedKey={null}
              onSelectionChange={(key) => {
                if (key !== null) load(String(key));
              }}
            >
              {EXAMPLES.map(({ id }) => (
                <PickerItem key={id} id={id}>
                  {t(id)}
                </PickerItem>
              ))}
            </Picker>
          </div>
          <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
            <RadioGroup label={t('rules')} value={rules} onChange={(value) => setRules(value as Rules)}>
              {RULES.map((id) => (
                <Radio key={id} value={id}>
                  {t(id)}
                </Radio>
              ))}
            </RadioGroup>
            {rules === 'own' && <RulesEditor value={own} onChange={setOwn} />}
          </div>
        </div>
        <div className={style({ display: 'flex', alignItems: 'center', gap: 16 })}>
          <Button type="submit" variant="accent" isPending={simulation.isPending}>
            {t('simulate')}
          </Button>
          <span className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>{t('nothingKept')}</span>
        </div>
      </Form>
      {simulation.error !== null && <ProblemBanner error={simulation.error} />}
      {simulation.data !== undefined && (
        <section aria-label={t('result')} className={style({ display: 'flex', flexDirection: 'column', gap: 12 })}>
          <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
            {t('result')}
          </Heading>
          <SimulatedGraph simulation={simulation.data} />
        </section>
      )}
    </div>
  );
}
