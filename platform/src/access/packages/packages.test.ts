import { describe, expect, it } from 'vitest';
import { type Api, connect } from '../../../../tools/harness/api.ts';
import { manySchemas } from '../../../../tools/harness/many-schemas.ts';
import { CREDENTIALS } from '../../../../tools/harness/process.ts';
import { setUpAudience } from '../../../../tools/harness/programme.ts';
import { makeSandbox } from '../../../../tools/harness/sandbox.ts';
import { withProcess } from '../../../../tools/harness/with-platform.ts';

const stand = withProcess('packages');
const PATH = '/meniscus/v1/sandbox-package';

interface Package {
  readonly schemas: readonly unknown[];
  readonly datasets: readonly { readonly name: string }[];
  readonly flows: readonly { readonly name: string; readonly mapping: { readonly rows: readonly unknown[] } }[];
  readonly audiences: readonly { readonly name: string; readonly expression: { readonly value: string } }[];
}

interface Job {
  readonly jobStatus: string;
  readonly progress?: number;
  readonly message?: string;
  readonly completedTasks: readonly { readonly taskType: string; readonly artifact: { readonly title: string } }[];
}

const jobOf = async (api: Api, jobId: string) =>
  (await api.call<{ object: Job }>('GET', `/data/foundation/exim/tools/job/${jobId}`)).object;
const isOver = ({ jobStatus }: Job) => jobStatus === 'SUCCESS' || jobStatus === 'FAILED';
const connected = (name: string) =>
  connect({ url: stand.platform.url, credentials: { ...CREDENTIALS, sandbox: name } });
const sandbox = (name: string) => makeSandbox(stand.api, name);

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
    const { jobId } = await target.call<{ jobId: string }>('POST', PATH, large, { prefer: 'respond-async' });
    const seen: Job[] = [];
    while (seen.length === 0 || !isOver(seen.at(-1)!)) seen.push(await jobOf(target, jobId));
    const parts = seen.flatMap(({ progress }) => progress ?? []);
    expect(parts).toEqual(parts.toSorted((a, b) => a - b));
    expect(parts.some((part) => part > 0 && part < 100)).toBe(true);
    const { jobStatus, progress, completedTasks } = seen.at(-1)!;
    const count = (type: string) => completedTasks.filter(({ taskType }) => taskType === type).length;
    expect([jobStatus, progress, count('POST'), count('USE')]).toEqual(['SUCCESS', undefined, 1500, 520]);
    const { schemas } = await target.call<Package>('GET', PATH);
    expect(schemas).toHaveLength(3030);
  });

  it('that is refused in the middle says what was made and what not, and goes on when it is imported again', async () => {
    const target = await sandbox('refused');
    const pack = await stand.api.call<Package>('GET', PATH);
    const audiences = pack.audiences.map((one) =>
      one.name === 'Gold members' ? one : { ...one, expression: { ...one.expression, value: 'loyalty.tier = ' } },
    );
    const response = await fetch(stand.platform.url + PATH, {
      method: 'POST',
      headers: { ...target.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ ...pack, audiences }),
    });
    const problem = (await response.json()) as {
      created: Record<string, string[]>;
      errors: Record<string, { message: string }[]>;
      jobId: string;
    };
    expect([response.status, problem.created.audiences]).toEqual([400, ['Gold members']]);
    expect(problem.created.flows).toEqual(['Members', 'Transactions']);
    const job = await jobOf(target, problem.jobId);
    expect(job).toMatchObject({
      jobStatus: 'FAILED',
      message: problem.errors[400]!.map(({ message }) => message).join(' '),
    });
    const made = job.completedTasks.map(({ artifact }) => artifact.title);
    expect(made).toContain('Gold members');
    expect(made).not.toContain('Gold with points');
    const { created } = await target.call<{ created: object }>('POST', PATH, pack);
    expect(created).toEqual({ audiences: ['Gold with points'] });
  });

  it('whose import is killed leaves all schemas behind or none, and its job is over', async () => {
    const target = await sandbox('killed');
    const sent = manySchemas(1010);
    const { jobId } = await target.call<{ jobId: string }>('POST', PATH, sent, {
      prefer: 'respond-async',
    });
    await expect.poll(async () => (await jobOf(target, jobId)).progress, { interval: 5 }).toBeGreaterThan(10);
    await stand.restart('SIGKILL');
    const after = await connected('killed');
    const { jobStatus, message = '' } = await jobOf(after, jobId);
    const there = (await after.call<Package>('GET', PATH)).schemas.length;
    const all = sent.schemas.length;
    // Where the kill comes late: between the commit and the end of the job, or behind that.
    const ways = [[0, 'FAILED'] as const, [all, 'FAILED'] as const, [all, 'SUCCESS'] as const];
    expect(ways).toContainEqual([there, jobStatus]);
    if (jobStatus === 'FAILED') expect(message).toContain('importing again');
    type Done = Record<'created' | 'used', { schemas?: string[] }>;
    const { created, used } = await after.call<Done>('POST', PATH, manySchemas(10));
    expect((there === 0 ? created : used).schemas).toHaveLength(20);
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
