import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, ALL_FIELDS, createCipher, manualClock, randomIds, type Scope } from '../kernel/index.ts';
import { documentsMigration, openSqliteTables } from '../stores/index.ts';
import { type Access, accessMigrations, createAccess } from './index.ts';

const ORG = '0123456789ABCDEF01234567@AdobeOrg';
const SCHEMA = 'https://ns.adobe.com/acme/schemas/1';
let access: Access;
let scope: Scope;
let actor: Actor;

async function call(id: string, params: Record<string, string>, body?: unknown): Promise<never> {
  const route = access.routes.find((one) => one.id === id)!;
  const answer = await route.handle({ scope, actor, params, body, query: {}, headers: {}, requestId: 'r' } as never);
  return answer.body as never;
}

beforeAll(async () => {
  const tables = await openSqliteTables({ path: ':memory:' });
  access = createAccess({
    tables,
    cipher: createCipher(Buffer.alloc(32, 1)),
    clock: manualClock(),
    ids: randomIds,
    publicUrl: () => '',
    eraseScope: () => Promise.resolve(),
    sendMail: undefined,
    afterAnswer: () => {},
    fields: () => Promise.resolve(ALL_FIELDS),
    operations: () => () => Promise.reject(new Error('not here')),
  });
  await tables.migrate([documentsMigration, ...accessMigrations]);
  await access.load();
  await access.bootstrap({ orgId: ORG, clientId: 'c', clientSecret: 's' });
  scope = access.scope(ORG, 'prod')!;
  const { userId, clientId } = await access.issueCredential(ORG, 'Labelled', 'test');
  actor = { org: ORG, userId, clientId, kind: 'credential' };
  const labels = ['core/S1', 'core/C2', 'custom/vip'];
  const { id } = await call('createRole', {}, { name: 'L', sandboxes: ['prod'], subjectAttributes: { labels } });
  await call('updateRoleSubjects', { roleId: id }, { op: 'add', path: '/user', value: userId });
  const elsewhere = { name: 'Elsewhere', sandboxes: [], subjectAttributes: { labels: ['core/I1'] } };
  const other = await call('createRole', {}, elsewhere);
  await call(
    'updateRoleSubjects',
    { roleId: (other as { id: string }).id },
    { op: 'add', path: '/user', value: userId },
  );
});

const match = (how: 'any' | 'all', prefix = 'core/') => ({
  [`adobe.match_${how}_labels_by_prefix`]: [{ var: 'subject.roles.labels' }, prefix, { var: 'resource.labels' }],
});

interface RuleOf {
  readonly effect?: string;
  readonly logic?: object;
  readonly resource?: string;
  readonly actions?: readonly string[];
}

/** What the one active policy with these rules lets the caller do with a field with these labels. */
async function sees(
  labels: readonly string[],
  rules: readonly RuleOf[],
  subjectCondition?: string,
  action: 'read' | 'write' | 'delete' = 'read',
): Promise<boolean> {
  const { id } = await call(
    'createAccessPolicy',
    {},
    {
      name: 'P',
      status: 'active',
      ...(subjectCondition === undefined ? {} : { subjectCondition }),
      rules: rules.map(
        ({ effect = 'Permit', logic = match('all'), resource = 'schemas/*/schema-fields/*', actions = ['read'] }) => ({
          effect,
          resource: `/orgs/${ORG}/sandboxes/${resource.startsWith('schemas') || resource.startsWith('segments') ? `*/${resource}` : resource}`,
          condition: JSON.stringify(logic),
          actions,
        }),
      ),
    },
  );
  const allowed = access.sight.of(actor, scope)(
    { kind: 'schema-field', schemaId: SCHEMA, path: 'a/b', labels },
    action,
  );
  await call('deleteAccessPolicy', { policyId: id });
  return allowed;
}

const ENCODED = encodeURIComponent(SCHEMA);

describe('a labelled field', () => {
  it.each<[string, readonly string[], readonly RuleOf[], boolean]>([
    ['all of its labels are held', ['core/S1', 'core/C2'], [{}], true],
    ['one of them is missing', ['core/S1', 'core/C9'], [{}], false],
    ['any is enough and one is held', ['core/S1', 'core/C9'], [{ logic: match('any') }], true],
    ['any is enough and none is held', ['core/C9'], [{ logic: match('any') }], false],
    ['nothing is demanded under the prefix', ['custom/other'], [{}], true],
    [
      'both prefixes are demanded',
      ['core/S1', 'custom/other'],
      [{ logic: { and: [match('all'), match('all', 'custom/')] } }],
      false,
    ],
    [
      'either prefix will do',
      ['core/C9', 'custom/vip'],
      [{ logic: { or: [match('all'), match('all', 'custom/')] } }],
      true,
    ],
    ['a denial does not hold', ['core/S1'], [{ effect: 'Deny', logic: { '!': [match('all')] } }], true],
    ['a denial holds', ['core/C9'], [{ effect: 'Deny', logic: { '!': [match('all')] } }], false],
    ['a denial holds beside a permission', ['core/S1'], [{}, { effect: 'Deny' }], false],
    ['it is left open', ['core/S1'], [{ effect: 'Indeterminate' }], false],
    ['one of two permissions holds', ['core/S1'], [{ logic: { '!': [match('all')] } }, {}], true],
    [
      'a label has no prefix and is held',
      ['S1', 'vip'],
      [{ logic: { and: [match('all'), match('all', 'custom/')] } }],
      true,
    ],
    ['a label has no prefix and is not held', ['C9'], [{}], false],
    ['a label is held in no sandbox', ['core/I1'], [{}], false],
    ['the rule is about deleting', ['core/C9'], [{ actions: ['com.adobe.action.delete'] }], true],
    ['the rule is about viewing', ['core/C9'], [{ actions: ['com.adobe.action.view'] }], false],
    ['the rule is about audiences', ['core/C9'], [{ resource: 'segments/*' }], true],
    ['the rule is about another sandbox', ['core/C9'], [{ resource: 'dev/schemas/*/schema-fields/*' }], true],
    ['the rule is about this sandbox', ['core/C9'], [{ resource: 'prod/schemas/*/schema-fields/*' }], false],
    ['the rule is about this schema', ['core/C9'], [{ resource: `schemas/${ENCODED}/schema-fields/*` }], false],
    [
      'the rule is about this field',
      ['core/C9'],
      [{ resource: `schemas/*/schema-fields/${encodeURIComponent('a/b')}` }],
      false,
    ],
    ['the rule is about another field', ['core/C9'], [{ resource: 'schemas/*/schema-fields/c' }], true],
    ['it has no labels after all', [], [{ effect: 'Deny' }], true],
  ])('is judged when %s', async (_what, labels, rules, expected) => {
    expect(await sees(labels, rules)).toBe(expected);
  });

  it('is changed and deleted by rules of their own', async () => {
    const rule = (...actions: string[]) => [{ actions }];
    expect(await sees(['core/C9'], rule('com.adobe.action.write'), undefined, 'write')).toBe(false);
    expect(await sees(['core/C9'], rule('edit'), undefined, 'write')).toBe(false);
    expect(await sees(['core/C9'], rule('read', 'delete'), undefined, 'write')).toBe(true);
    expect(await sees(['core/C9'], rule('delete'), undefined, 'delete')).toBe(false);
    expect(await sees(['core/S1'], rule('delete'), undefined, 'delete')).toBe(true);
  });

  it('is hidden by a policy that says for whom it is in a form nobody documents', async () => {
    expect(await sees(['core/C9'], [{}], '{"some":"condition"}')).toBe(false);
  });

  it('says when answers may have changed: a policy, and the labels of the caller', async () => {
    expect(access.sight.stamp(actor, scope)).toBeUndefined();
    const { items } = (await call('listAccessPolicies', {})) as { items: { id: string; isDefault: boolean }[] };
    const { id } = items.find(({ isDefault }) => isDefault)!;
    const status = (value: string) =>
      call('updateAccessPolicy', { policyId: id }, { op: 'replace', path: '/status', value });
    await status('active');
    const before = access.sight.stamp(actor, scope);
    expect(before).toBeDefined();
    const roles = (await call('listRoles', {})) as { items: { id: string; name: string }[] };
    const role = roles.items.find(({ name }) => name === 'L')!.id;
    await call('updateRole', { roleId: role }, { op: 'add', path: '/labels', value: 'core/C9' });
    expect(access.sight.stamp(actor, scope)).not.toBe(before);
    await expect(call('deleteAccessPolicy', { policyId: id })).rejects.toMatchObject({ status: 400 });
    await status('inactive');
    expect(access.sight.stamp(actor, scope)).toBeUndefined();
  });
});
