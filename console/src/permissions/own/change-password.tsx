import { Button, TextField, type TextFieldProps } from '@react-spectrum/s2';
import { useClient } from '../../ui/client-context.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { usePlace } from '../../ui/person.ts';
import { t } from './texts.ts';

/** As the platform asks for. */
const SHORTEST = 12;

/** Another password, also in the place of one another organisation gave. What was signed in with those of before ends. */
export function ChangePassword() {
  const client = useClient();
  const { signInAgain } = usePlace();
  return (
    <FormDialog
      button={<Button variant="secondary">{t('changePassword')}</Button>}
      title={t('changePassword')}
      submit={t('changePassword')}
      onSubmit={async ({ password = '', newPassword = '', repeated, otherPassword = '' }) => {
        if (newPassword !== repeated) throw new Error(t('notTheSame'));
        const other = otherPassword === '' ? {} : { otherPassword };
        await client.call('updatePassword', { body: { password, newPassword, ...other } });
        await signInAgain();
      }}
    >
      <Password name="password" autoComplete="current-password" isRequired autoFocus />
      <Password
        name="newPassword"
        autoComplete="new-password"
        description={t('newPasswordHint')}
        minLength={SHORTEST}
        isRequired
      />
      <Password name="repeated" autoComplete="new-password" isRequired />
      <Password name="otherPassword" autoComplete="off" description={t('otherPasswordHint')} />
    </FormDialog>
  );
}

/** Its label is the text of its name. */
function Password({
  name,
  ...field
}: TextFieldProps & { name: 'password' | 'newPassword' | 'repeated' | 'otherPassword' }) {
  return <TextField {...field} name={name} type="password" label={t(name)} />;
}
