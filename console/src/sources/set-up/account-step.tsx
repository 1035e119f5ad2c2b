import { Link, Radio, RadioGroup, Switch, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { ChoiceField } from '../../ui/choice-field.tsx';
import { t as shared } from '../../ui/messages.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import type { Account, Source } from '../flow-service.ts';
import { authName, optionName } from '../french.ts';
import { type AccountForm, defaultsOf, type Entry, type Parameter, parametersOf } from './account.ts';
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
      {problem !== undefined && <ProblemBanner error={problem} isAnswer />}
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
        <ChoiceField
          label={t('existingAccount')}
          choices={[...accounts, ...(made ? [{ id: accountId, name: account.name }] : [])].map(({ id, name = id }) => ({
            id,
            name,
          }))}
          value={accountId}
          onChange={onAccount}
        />
      )}
    </div>
  );
}

const HINTS = { events: 'eventsHint', messages: 'messagesHint', files: 'filesHint' } as const;

function NewAccount({
  source,
  account,
  onForm,
}: {
  source: Source;
  account: AccountForm;
  onForm: (form: AccountForm) => void;
}) {
  const maySeeCredentials = useMay('view-access-control', 'manage-access-control');
  const put = (name: string, entry: Entry) => onForm({ ...account, params: { ...account.params, [name]: entry } });
  return (
    <>
      <p className={style({ font: 'body', margin: 0 })}>{t(HINTS[source.kind ?? 'events'])}</p>
      {source.kind === 'events' && maySeeCredentials && (
        <Link href="/permissions?tab=credentials">{t('toCredentials')}</Link>
      )}
      <TextField
        label={shared('name')}
        isRequired
        value={account.name}
        onChange={(name) => onForm({ ...account, name })}
        styles={wide}
      />
      {source.authSpecs.length > 1 && (
        <RadioGroup
          label={t('signInBy')}
          value={account.specName}
          onChange={(specName) => {
            const spec = source.authSpecs.find(({ name }) => name === specName);
            onForm({ ...account, specName, params: { ...defaultsOf(spec), ...account.params } });
          }}
        >
          {source.authSpecs.map(({ name }) => (
            <Radio key={name} value={name}>
              {authName(name)}
            </Radio>
          ))}
        </RadioGroup>
      )}
      {parametersOf(source, account).map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          entry={account.params[parameter.name] ?? ''}
          onEntry={(entry) => put(parameter.name, entry)}
        />
      ))}
    </>
  );
}

function ParameterField({
  parameter: { title, hint, kind, required, options },
  entry,
  onEntry,
}: {
  parameter: Parameter;
  entry: Entry;
  onEntry: (entry: Entry) => void;
}) {
  if (kind === 'switch')
    return (
      <div className={style({ display: 'flex', flexDirection: 'column', gap: 4 })}>
        <Switch isSelected={entry === true} onChange={onEntry}>
          {title}
        </Switch>
        <span className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>{hint}</span>
      </div>
    );
  if (kind === 'choice')
    return (
      <RadioGroup label={title} description={hint} isRequired={required} value={String(entry)} onChange={onEntry}>
        {options.map((option) => (
          <Radio key={option} value={option}>
            {optionName(option)}
          </Radio>
        ))}
      </RadioGroup>
    );
  return (
    <TextField
      label={title}
      isRequired={required}
      type={kind === 'secret' ? 'password' : 'text'}
      autoComplete="off"
      description={hint}
      value={String(entry)}
      onChange={onEntry}
      styles={wide}
    />
  );
}
