import type { Client } from '@meniscus/client';
import { Button, Checkbox, TextArea, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { alertRuleName } from '../../ui/alert-names.ts';
import { useAlertRules } from '../../ui/alert-rules.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { type Entered, FormDialog } from '../../ui/form-dialog.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { useAlertsOf, watchBy } from '../alerts.ts';
import type { Dataflow } from '../flow-service.ts';
import { t } from './texts.ts';

/** Fields that say which alerts were chosen begin so. */
const ALERT = 'alert ';
/** Says that the alerts were there to be chosen. */
const SHOWN = 'alerts';

async function saveFlow(client: Client, { id, etag, description: before }: Dataflow, entered: Entered): Promise<void> {
  const { name = '', description = '' } = entered;
  const operations = [
    { op: 'add', path: '/name', value: name.trim() },
    ...(description === '' ? [] : [{ op: 'add', path: '/description', value: description }]),
    ...(description === '' && before !== undefined ? [{ op: 'remove', path: '/description' }] : []),
  ];
  await client.call('updateFlow', { path: { id }, headers: { 'if-match': etag }, body: operations });
  if (entered[SHOWN] === undefined) return;
  const chosen = Object.keys(entered).filter((field) => field.startsWith(ALERT));
  await watchBy(client, id, new Set(chosen.map((field) => field.slice(ALERT.length))));
}

/** Changes what a dataflow is called, what is said of it, and what of it one is told. */
export function EditFlow({ flow }: { flow: Dataflow }) {
  const client = useClient();
  const mayAlert = useMay('manage-alerts');
  const save = useChange(
    (entered: Entered) => saveFlow(client, flow, entered),
    ({ name = '' }) => t('changed', name.trim()),
  );
  return (
    <FormDialog
      button={<Button variant="secondary">{t('edit')}</Button>}
      title={t('editTitle', flow.name ?? flow.id)}
      submit={t('save')}
      onSubmit={save.attempt}
    >
      <TextField name="name" label={t('flowName')} defaultValue={flow.name ?? ''} isRequired autoFocus />
      <TextArea name="description" label={shared('description')} defaultValue={flow.description ?? ''} />
      {mayAlert && <AlertBoxes flowId={flow.id} />}
    </FormDialog>
  );
}

const group = style({ display: 'flex', flexDirection: 'column', gap: 8, margin: 0, padding: 0, borderStyle: 'none' });

function AlertBoxes({ flowId }: { flowId: string }) {
  const rules = useAlertRules();
  const on = useAlertsOf(flowId);
  return (
    <Loaded query={rules}>
      {(all) => (
        <Loaded query={on}>
          {(chosen) => (
            <fieldset className={group}>
              <legend className={style({ font: 'ui', marginBottom: 8 })}>{shared('alerts')}</legend>
              <input type="hidden" name={SHOWN} value="" />
              {all.map(({ id, title }) => (
                <Checkbox key={id} name={`${ALERT}${id}`} defaultSelected={chosen.has(id)}>
                  {alertRuleName({ id, title })}
                </Checkbox>
              ))}
            </fieldset>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
