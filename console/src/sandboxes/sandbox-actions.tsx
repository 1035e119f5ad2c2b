import { Button, ButtonGroup, TextField } from '@react-spectrum/s2';
import { useChange } from '../ui/change.ts';
import { useClient } from '../ui/client-context.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { useMay, usePlace } from '../ui/person.ts';
import type { OneSandbox } from './sandboxes.ts';
import { t } from './texts.ts';

/** What can be done with a sandbox as a whole; the default one stays. */
export function SandboxActions({ sandbox }: { sandbox: OneSandbox }) {
  const mayManage = useMay('manage-sandboxes');
  const mayReset = useMay('reset-sandboxes');
  if (sandbox.state !== 'active') return null;
  return (
    <ButtonGroup>
      <Button variant="secondary" onPress={() => location.assign(`/sname:${sandbox.name}`)}>
        {t('enter')}
      </Button>
      {mayManage && <Rename sandbox={sandbox} />}
      {mayReset && <Reset sandbox={sandbox} />}
      {mayManage && !sandbox.isDefault && <Delete sandbox={sandbox} />}
    </ButtonGroup>
  );
}

function Rename({ sandbox: { name, title } }: { sandbox: OneSandbox }) {
  const client = useClient();
  const rename = useChange(
    (wanted: string) => client.call('updateSandbox', { path: { sandboxName: name }, body: { title: wanted } }),
    (wanted) => t('renamed', wanted),
  );
  return (
    <FormDialog
      button={<Button variant="secondary">{t('rename')}</Button>}
      title={t('renameTitle', title)}
      submit={t('save')}
      onSubmit={(entered) => rename.attempt(entered.title ?? '')}
    >
      <TextField name="title" label={t('title')} defaultValue={title} isRequired autoFocus />
    </FormDialog>
  );
}

function Reset({ sandbox: { name } }: { sandbox: OneSandbox }) {
  const client = useClient();
  const reset = useChange(
    () => client.call('resetSandbox', { path: { sandboxName: name }, body: { action: 'reset' } }),
    () => t('resetDone', name),
  );
  return (
    <FormDialog
      button={
        <Button variant="negative" fillStyle="outline">
          {t('reset')}
        </Button>
      }
      title={t('resetTitle', name)}
      submit={t('reset')}
      destructive
      onSubmit={() => reset.attempt()}
    >
      <TypedName name={name} consequence={t('resetConsequence')} />
    </FormDialog>
  );
}

function Delete({ sandbox: { name } }: { sandbox: OneSandbox }) {
  const client = useClient();
  const here = usePlace().sandbox;
  const remove = useChange(
    () => client.call('deleteSandbox', { path: { sandboxName: name } }),
    () => t('deleteDone', name),
    () => '/sandboxes',
  );
  const submit = async () => {
    await remove.attempt();
    // Nothing is left to be in: without a sandbox in its address the console goes to the default one.
    if (here === name) location.assign('/sandboxes');
  };
  return (
    <FormDialog
      button={
        <Button variant="negative" fillStyle="outline">
          {t('delete')}
        </Button>
      }
      title={t('deleteTitle', name)}
      submit={t('delete')}
      destructive
      onSubmit={submit}
    >
      <TypedName name={name} consequence={t('deleteConsequence')} />
    </FormDialog>
  );
}

/** What is lost is read before the name is typed. */
function TypedName({ name, consequence }: { name: string; consequence: string }) {
  return (
    <>
      <p>{consequence}</p>
      <TextField
        name="name"
        label={t('typeName', name)}
        validate={(typed) => typed === name || t('notTheName')}
        isRequired
        autoFocus
        autoComplete="off"
      />
    </>
  );
}
