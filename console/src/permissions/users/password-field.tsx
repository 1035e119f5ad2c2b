import { TextField } from '@react-spectrum/s2';
import { t } from './texts.ts';

const SHORTEST = 12;

/** A password somebody will sign in with, of the length the platform asks for. */
export function PasswordField({
  name = 'password',
  label = t('password'),
  description = t('passwordLength'),
  autoFocus = false,
}: {
  name?: string;
  label?: string;
  description?: string;
  autoFocus?: boolean;
}) {
  return (
    <TextField
      name={name}
      type="password"
      autoComplete="new-password"
      label={label}
      description={description}
      minLength={SHORTEST}
      isRequired
      autoFocus={autoFocus}
    />
  );
}
