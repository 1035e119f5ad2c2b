import { Button, Form, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { type ReactNode, useState } from 'react';
import { t } from './messages.ts';
import { NamespaceField } from './namespace-field.tsx';

/**
 * Asks for an identity to look somebody up by. What is typed stays out of the address: it is often an e-mail address or a
 * phone number, and addresses end up in histories and logs.
 */
export function IdentityForm({
  label,
  namespace,
  onNamespace,
  isPending,
  onLookUp,
  variant = 'accent',
  children,
}: {
  label: string;
  /** Code of the namespace the value is of. */
  namespace: string;
  onNamespace: (code: string) => void;
  isPending: boolean;
  onLookUp: (identity: { readonly namespace: string; readonly id: string }) => void;
  /** `secondary` where something else is what the page is for. */
  variant?: 'accent' | 'secondary';
  /** What else there is to choose, before the identity. */
  children?: ReactNode;
}) {
  const [value, setValue] = useState('');
  return (
    <Form
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onLookUp({ namespace, id: value.trim() });
      }}
    >
      <div className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: 16 })}>
        {children}
        <NamespaceField value={namespace} onChange={onNamespace} />
        <TextField
          label={t('identityValue')}
          value={value}
          onChange={setValue}
          styles={style({ width: 288, maxWidth: 'full' })}
          isRequired
        />
        <Button type="submit" variant={variant} isPending={isPending}>
          {t('lookUp')}
        </Button>
      </div>
    </Form>
  );
}
