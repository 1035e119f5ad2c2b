import type { Client } from '@meniscus/client';
import { locale } from '../../ui/texts.ts';
import type { Source } from '../flow-service.ts';
import { parameterTexts } from '../parameter-names.ts';
import { t } from './texts.ts';

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

/** What a source signs in with, as its connection spec declares it. */
export function parametersOf({ authSpec }: Source) {
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
