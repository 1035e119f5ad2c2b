import { describe, expect, it } from 'vitest';
import { type Api, connect } from '../../../../tools/harness/api.ts';
import { manySchemas } from '../../../../tools/harness/many-schemas.ts';
import { CREDENTIALS } from '../../../../tools/harness/process.ts';
import { setUpAudience } from '../../../../tools/harness/programme.ts';
import { withPlatform } from '../../../../tools/harness/with-platform.ts';

const stand = withPlatform('packages');
const PATH = '/meniscus/v1/sandbox-package';

interface Package {
  readonly schemas: readonly unknown[];
  readonly datasets: readonly { readonly name: string }[];
  readonly flows: readonly { readonly name: string; readonly mapping: { readonly rows: readonly unknown[] } }[];
  readonly audiences: readonly { readonly name: string; readonly expression: { readonly value: string } }[];
}

async function sandbox(name: string): Promise<Api> {
  const sandboxes = '/data/foundation/sandbox-management/sandboxes';
  await stand.api.call('POST', sandboxes, { name, title: name, type: 'development' });
  for (let state = ''; state !== 'active'; )
    ({ state } = await stand.api.call<{ state: string }>('GET', `${sandboxes}/${name}`));
  return connect({ url: stand.platform.url, credentials: { ...CREDENTIALS, sandbox: name } });
}

describe('a sandbox package', () => {
  it('holds what was set up, sorted, without secrets, data or ids of the sandbox', async () => {
    const gold = await setUpAudience(stand.api, 'Gold members', 'loyalty.tier = "gold"');
    await setUpAudience(stand.api, 'Gold with points', `inSegment("${gold}") and loyalty.points > 10`);
    const pack = await stand.api.call<Package>('GET', PATH);
    expect(pack.datasets.map(({ name }) => name)).toEqual(['Loyalty members', 'Loyalty transactions']);
    expect(pack.flows.map(({ name, mapping }) => [name, mapping.rows.length])).toEqual([
      ['Members', 8],
      ['Transactions', 8],
    ]);
    expect(pack.audiences.map(({ expression }) => expression.value)).toEqual([
      'loyalty.tier = "gold"',
      'inSegment("{audience Gold members}") and loyalty.points > 10',
    ]);
    const text = JSON.stringify(pack);
    expect(text).not.toMatch(/inletUrl|clientSecret|accessToken|t01234567/);
    for (const id of [gold, stand.programme.profileDataset]) expect(text).not.toContain(id);
    expect(text).toBe(JSON.stringify(await stand.api.call('GET', PATH)));
  });

  it('makes the same set-up in another sandbox, whose own export is the same text, and nothing twice', async () => {
    const target = await sandbox('promoted');
    const pack = await stand.api.call<Package>('GET', PATH);
    const report = await target.call<{ created: Record<string, string[]>; drafts: string[] }>('POST', PATH, pack);
    expect(report.created.datasets).toEqual(['Loyalty members', 'Loyalty transactions']);
    expect(report.created.audiences).toEqual(['Gold members', 'Gold with points']);
    expect(report.drafts).toEqual(['Members', 'Transactions']);
    expect(JSON.stringify(await target.call('GET', PATH), null, 1)).toBe(JSON.stringify(pack, null, 1));
    const again = await target.call<{ created: object; used: Record<string, string[]> }>('POST', PATH, pack);
    expect(again.created).toEqual({});
    expect(again.used.flows).toEqual(['Members', 'Transactions']);
  });

  it('of more than 500 and of more than 2,000 schema resources is made all or none, and again', async () => {
    const target = await sandbox('large');
    const small = manySchemas(260);
    const { created } = await target.call<{ created: Record<string, string[]> }>('POST', PATH, small);
    expect(created.schemas).toHaveLength(520);
    const large = manySchemas(1010);
    const wrong = {
      ...large,
      schemas: large.schemas.map((one, at) => (at === 3029 ? { ...one, title: 'Schema 1' } : one)),
    };
    await expect(target.call('POST', PATH, wrong)).rejects.toThrow(/already exists with the same title/);
    const report = await target.call<Record<string, Record<string, string[]>>>('POST', PATH, large);
    expect([report.created!.schemas!.length, report.used!.schemas!.length]).toEqual([1500, 520]);
    const { schemas } = await target.call<Package>('GET', PATH);
    expect(schemas).toHaveLength(3030);
  });

  it('is refused when it is none, and makes nothing a caller may not make', async () => {
    const post = async (body: unknown, headers: Record<string, string>) =>
      (
        await fetch(stand.platform.url + PATH, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).status;
    expect(await post({ format: 'other' }, { ...stand.api.headers })).toBe(400);
    expect(await post({ format: 'meniscus-sandbox-package/1', schemas: [] }, { ...stand.api.headers })).toBe(400);
    const roles = '/data/foundation/access-control/administration/roles';
    type Made = { id: string; clientId: string; clientSecret: string; userId: string };
    const client = await stand.api.call<Made>('POST', '/meniscus/v1/credentials', { name: 'Packer' });
    const role = await stand.api.call<Made>('POST', roles, {
      name: 'Packer',
      permissionSets: ['manage-package', 'view-schemas'],
      sandboxes: ['*'],
    });
    await stand.api.call('PATCH', `${roles}/${role.id}/subjects`, { op: 'add', path: '/user', value: client.userId });
    const packer = await connect({
      url: stand.platform.url,
      credentials: { ...CREDENTIALS, clientId: client.clientId, clientSecret: client.clientSecret },
    });
    expect(await post(await stand.api.call('GET', PATH), { ...packer.headers })).toBe(403);
  });
});
