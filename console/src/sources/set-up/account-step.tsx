import { Picker, PickerItem, Radio, RadioGroup, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { t as shared } from '../../ui/messages.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import type { Account, Source } from '../flow-service.ts';
import { type AccountForm, parametersOf } from './account.ts';
import { form, wide } from './styles.ts';
import { t } from './texts.ts';

/** What the source signs in with: an account that is there, or a new one. */
export function AccountStep({
  source,
  accounts,
  form: account,
  onForm,
  accountId,
  onAccount,
  problem,
}: {
  source: Source;
  accounts: readonly Account[];
  form: AccountForm;
  onForm: (form: AccountForm) => void;
  accountId: string;
  onAccount: (id: string) => void;
  problem: Error | undefined;
}) {
  const made = accountId !== '' && !accounts.some(({ id }) => id === accountId);
  return (
    <div className={form}>
      {problem !== undefined && <ProblemBanner error={problem} />}
      {(accounts.length > 0 || made) && (
        <RadioGroup
          label={t('account')}
          value={account.isNew ? 'new' : 'existing'}
          onChange={(chosen) => onForm({ ...account, isNew: chosen === 'new' })}
        >
          <Radio value="existing">{t('existingAccount')}</Radio>
          <Radio value="new">{t('newAccount')}</Radio>
        </RadioGroup>
      )}
      {account.isNew ? (
        <NewAccount source={source} account={account} onForm={onForm} />
      ) : (
        <Picker
          label={t('existingAccount')}
          selectedKey={accountId}
          onSelectionChange={(key) => onAccount(String(key))}
          styles={wide}
        >
          {[...accounts, ...(made ? [{ id: accountId, name: account.name }] : [])].map(({ id, name = id }) => (
            <PickerItem key={id} id={id}>
              {name}
            </PickerItem>
          ))}
        </Picker>
      )}
    </div>
  );
}

function NewAccount({
  source,
  account,
  onForm,
}: {
  source: Source;
  account: AccountForm;
  onForm: (form: AccountForm) => void;
}) {
  return (
    <>
      <p className={style({ font: 'body', margin: 0 })}>{t('accountHint')}</p>
      <TextField
        label={shared('name')}
        isRequired
        value={account.name}
        onChange={(name) => onForm({ ...account, name })}
        styles={wide}
      />
      {parametersOf(source).map(({ name, title, hint, secret, required }) => (
        <TextField
          key={name}
          label={title}
          isRequired={required}
          type={secret ? 'password' : 'text'}
          autoComplete="off"
          description={hint}
          value={account.params[name] ?? ''}
          onChange={(value) => onForm({ ...account, params: { ...account.params, [name]: value } })}
          styles={wide}
        />
      ))}
    </>
  );
}
