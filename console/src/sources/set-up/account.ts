import type { Client } from '@meniscus/client';
import type { Account, AuthProperty, AuthSpec, Source } from '../flow-service.ts';
import { parameterTexts } from '../french.ts';
import { t } from './texts.ts';

/** A parameter as it is entered: text, also of numbers and choices, or on and off. */
export type Entry = string | boolean;

/** A new account as it is entered. */
export interface AccountForm {
  readonly isNew: boolean;
  readonly name: string;
  /** The way to sign in. */
  readonly specName: string;
  readonly params: Readonly<Record<string, Entry>>;
}

/** A parameter to be entered. */
export interface Parameter {
  readonly name: string;
  readonly title: string;
  readonly hint: string;
  readonly kind: 'text' | 'secret' | 'switch' | 'choice';
  readonly required: boolean;
  /** Of a choice. */
  readonly options: readonly string[];
}

/** Some sources keep a name of the account among its parameters: it is the account's own, and asked for once. */
const NAME = 'name';

/** Nothing entered yet: what is declared with a default has it, a choice that must be made its first option. */
export function emptyAccount({ title, authSpecs: [first] }: Source, isNew: boolean): AccountForm {
  return { isNew, name: isNew ? title : '', specName: first?.name ?? '', params: defaultsOf(first) };
}

/** What a way to sign in starts with. */
export function defaultsOf(spec: AuthSpec | undefined): AccountForm['params'] {
  const { properties = {}, required = [] } = spec?.spec ?? {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]) => {
      const value = property.default ?? (required.includes(name) ? property.enum?.[0] : undefined);
      return value === undefined ? [] : [[name, typeof value === 'boolean' ? value : String(value)]];
    }),
  );
}

function kindOf({ format, type, enum: options }: AuthProperty): Parameter['kind'] {
  if (format === 'password') return 'secret';
  if (options !== undefined) return 'choice';
  return type === 'boolean' ? 'switch' : 'text';
}

function specOf({ authSpecs }: Source, { specName }: AccountForm): AuthSpec | undefined {
  return authSpecs.find(({ name }) => name === specName);
}

/** What is entered to sign in, as the connection spec declares it. */
export function parametersOf(source: Source, account: AccountForm): readonly Parameter[] {
  const { properties = {}, required = [] } = specOf(source, account)?.spec ?? {};
  return Object.entries(properties)
    .filter(([name]) => name !== NAME)
    .map(([name, property]) => {
      const [title, hint] = parameterTexts(source, name, property);
      const options = property.enum ?? [];
      return { name, title, hint, kind: kindOf(property), required: required.includes(name), options };
    });
}

/** What must still be entered before the next step. */
export function accountMissing(source: Source, account: AccountForm, accountId: string): string | undefined {
  if (!account.isNew) return accountId === '' ? t('accountMissing') : undefined;
  const lacking = parametersOf(source, account).filter(
    ({ name, required }) => required && (account.params[name] ?? '') === '',
  );
  return account.name.trim() === '' || lacking.length > 0 ? t('fieldsMissing') : undefined;
}

/** Whether what comes over an account is XDM already, and nothing is to be mapped. */
export function takesXdm(account: AccountForm, accountId: string, accounts: readonly Account[]): boolean {
  const existing = accounts.find(({ id }) => id === accountId);
  const params = account.isNew || existing === undefined ? account.params : existing.auth?.params;
  return params?.dataType === 'xdm';
}

/** A number is sent as one; what is none is sent as it is, and the platform says so. */
function sentValue({ type }: AuthProperty, entry: Entry): string | number | boolean {
  const isNumber = type === 'integer' || type === 'number';
  return isNumber && Number.isFinite(Number(entry)) ? Number(entry) : entry;
}

/** Makes the base connection, once the source has let it in; gives its id. */
export async function createAccount(client: Client, source: Source, account: AccountForm): Promise<string> {
  const name = account.name.trim();
  const spec = specOf(source, account);
  const { properties = {} } = spec?.spec ?? {};
  const params = Object.entries({ ...account.params, ...(NAME in properties ? { [NAME]: name } : {}) })
    .filter(([, entry]) => entry !== '')
    .map(([key, entry]) => [key, sentValue(properties[key] ?? {}, entry)] as const);
  const { id } = await client.call('createConnection', {
    query: { verify: 'true' },
    body: {
      name,
      connectionSpec: { id: source.id, version: source.version },
      ...(spec === undefined ? {} : { auth: { specName: spec.name, params: Object.fromEntries(params) } }),
    },
  });
  return id;
}
