import { TextField } from '@react-spectrum/s2';
import { t } from './texts.ts';

const SHORTEST = 12;

/** The field of a password somebody else gets, of the length the platform asks for. */
export function PasswordField({ autoFocus = false }: { autoFocus?: boolean }) {
  return (
    <TextField
      name="password"
      type="password"
      autoComplete="new-password"
      label={t('password')}
      description={t('passwordLength')}
      minLength={SHORTEST}
      isRequired
      autoFocus={autoFocus}
    />
  );
}
