import type { Client } from '@meniscus/client';
import { Picker, PickerItem, Radio, RadioGroup, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { t as shared } from '../../ui/messages.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import { locale } from '../../ui/texts.ts';
import type { Account, Source } from '../flow-service.ts';
import { form, wide } from './styles.ts';
import { parameterTexts, t } from './texts.ts';

/** A new account as it is entered. */
export interface AccountForm {
  readonly isNew: boolean;
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Nothing entered yet. */
export function emptyAccount({ title }: Source, isNew: boolean): AccountForm {
  return { isNew, name: isNew ? title : '', params: {} };
}

function parametersOf({ authSpec }: Source) {
  const { properties = {}, required = [] } = authSpec?.spec ?? {};
  return Object.entries(properties).map(([name, property]) => {
    const [title, hint] = parameterTexts(name, property, locale);
    return { name, title, hint, secret: property.format === 'password', required: required.includes(name) };
  });
}

/** What must still be entered before the next step. */
export function accountMissing(source: Source, account: AccountForm, accountId: string): string | undefined {
  if (!account.isNew) return accountId === '' ? t('accountMissing') : undefined;
  const names = parametersOf(source).filter(({ name, required }) => required && (account.params[name] ?? '') === '');
  return account.name.trim() === '' || names.length > 0 ? t('fieldsMissing') : undefined;
}

/** Makes the base connection; gives its id. */
export async function createAccount(client: Client, source: Source, account: AccountForm): Promise<string> {
  const params = Object.fromEntries(Object.entries(account.params).filter(([, value]) => value !== ''));
  const { id } = await client.call('createConnection', {
    body: {
      name: account.name.trim(),
      connectionSpec: { id: source.id, version: source.version },
      ...(source.authSpec === undefined ? {} : { auth: { specName: source.authSpec.name, params } }),
    },
  });
  return id;
}

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
