import { Button, TextField } from '@react-spectrum/s2';
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
      <TextField
        name="password"
        type="password"
        autoComplete="current-password"
        label={t('password')}
        isRequired
        autoFocus
      />
      <TextField
        name="newPassword"
        type="password"
        autoComplete="new-password"
        label={t('newPassword')}
        description={t('newPasswordHint')}
        minLength={SHORTEST}
        isRequired
      />
      <TextField name="repeated" type="password" autoComplete="new-password" label={t('repeated')} isRequired />
      <TextField
        name="otherPassword"
        type="password"
        autoComplete="off"
        label={t('otherPassword')}
        description={t('otherPasswordHint')}
      />
    </FormDialog>
  );
}
