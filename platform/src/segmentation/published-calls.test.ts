import { describe, expect, it } from 'vitest';
import { walkPublishedCalls } from '../../../tools/harness/published-calls.ts';
import { withPlatform } from '../../../tools/harness/with-platform.ts';

const stand = withPlatform('published-segmentation');

async function member(id: string, tier: string, points: number): Promise<void> {
  const body = { identityMap: { email: [{ id, primary: true }] }, loyalty: { tier, points } };
  const response = await fetch(stand.programme.profileInlet, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}

it('every published call of Segmentation Service gets the published kind of answer', async () => {
  await member('ana@example.com', 'gold', 1250);
  await member('bo@example.com', 'silver', 90);
  await expect.poll(async () => (await stand.api.profile('Email', 'bo@example.com'))?.loyalty?.tier).toBe('silver');
  await walkPublishedCalls(new URL('published-calls.json', import.meta.url), {
    base: `${stand.platform.url}/data/core/ups`,
    headers: stand.api.headers,
    known: {},
  });
});

it('audiences are counted while people come and go', async () => {
  const { id } = await stand.api.call<{ id: string }>('POST', '/data/core/ups/segment/definitions', {
    name: 'Counted',
    expression: { type: 'PQL', format: 'pql/text', value: 'loyalty.tier = "counted"' },
  });
  const members = async () => {
    const { audiences } = await stand.api.call<{ audiences: { id: string; name: string; members: number }[] }>(
      'GET',
      '/meniscus/v1/audience-counts',
    );
    return audiences.find((one) => one.id === id);
  };
  expect(await members()).toEqual({ id, name: 'Counted', members: 0 });
  await member('cleo@example.com', 'counted', 1);
  await member('dan@example.com', 'counted', 1);
  await expect.poll(members).toMatchObject({ members: 2 });
  await member('dan@example.com', 'gone', 1);
  await expect.poll(members).toMatchObject({ members: 1 });
});

const AIS = '/data/core/ais/external-audience';

async function upload(name: string, csv: string): Promise<void> {
  const form = new FormData();
  form.append('file', new Blob([csv]), name);
  const response = await fetch(`${stand.platform.url}/meniscus/v1/external-audience-files`, {
    method: 'POST',
    headers: stand.api.headers,
    body: form,
  });
  expect(response.status, await response.clone().text()).toBe(201);
}

/** Status of each person in an audience under a namespace; absent: never was a member. */
async function statuses(namespace: string, audience: string, people: readonly string[]): Promise<readonly unknown[]> {
  const found = await Promise.all(people.map((id) => stand.api.profile('Email', id)));
  return found.map((profile) => {
    const all = profile?.segmentMembership as Record<string, Record<string, { status: string }>> | undefined;
    return all?.[namespace]?.[audience]?.status;
  });
}

describe('an external audience', () => {
  it('has the members of its file, asks and answers in rules, and loses who is no longer in it', async () => {
    await upload('vip.csv', '\uFEFFemail,spend\nana@example.com,10\n"new@example.com",20\n,30\n');
    const spec = {
      name: 'From a file',
      fields: [
        { name: 'email', type: 'string', identityNs: 'Email' },
        { name: 'spend', type: 'number' },
      ],
      sourceSpec: { path: 'vip.csv', type: 'file', sourceType: 'Cloud Storage', baseConnectionId: 'none' },
      ttlInDays: 40,
      audienceType: 'people',
      originName: 'CUSTOM_UPLOAD',
    };
    const { taskId } = await stand.api.call<{ taskId: string }>('POST', `${AIS}/submit`, spec);
    const task = () => stand.api.call<{ audienceId: string; status: string }>('GET', `${AIS}/task/${taskId}`);
    await expect.poll(task).toMatchObject({ status: 'SUCCESS', recordsRead: 3, recordsRefused: 1 });
    const { audienceId } = await task();
    const people = ['ana@example.com', 'bo@example.com', 'new@example.com'];
    expect(await statuses('CustomerAudienceUpload', audienceId, people)).toEqual(['realized', undefined, 'realized']);
    const rule = await stand.api.call<{ id: string }>('POST', '/data/core/ups/segment/definitions', {
      name: 'In the file and gold',
      expression: { type: 'PQL', format: 'pql/text', value: `inSegment("${audienceId}") and loyalty.tier = "gold"` },
      schema: { name: '_xdm.context.profile' },
    });
    await expect.poll(() => statuses('ups', rule.id, people)).toEqual(['realized', undefined, undefined]);
    await member('new@example.com', 'gold', 1);
    await expect.poll(() => statuses('ups', rule.id, people)).toEqual(['realized', undefined, 'realized']);
    await upload('vip.csv', 'email,spend\nnew@example.com,20\nbo@example.com,1\n');
    const run = await stand.api.call<{ runId: string }>('POST', `${AIS}/${audienceId}/run`, {
      dataFilterStartTime: 1_700_000_000,
      differentialIngestion: false,
    });
    await expect
      .poll(() => stand.api.call('GET', `${AIS}/${audienceId}/runs/${run.runId}`))
      .toMatchObject({ status: 'SUCCESS', recordsRead: 2, differentialIngestion: false });
    expect(await statuses('CustomerAudienceUpload', audienceId, people)).toEqual(['exited', 'realized', 'realized']);
    expect(await statuses('ups', rule.id, people)).toEqual(['exited', undefined, 'realized']);
    await stand.restart();
    expect(await statuses('ups', rule.id, people)).toEqual(['exited', undefined, 'realized']);
    await stand.api.call('DELETE', `/data/core/ups/segment/definitions/${rule.id}`);
    await stand.api.call('DELETE', `${AIS}/${audienceId}`);
    await expect
      .poll(() => statuses('CustomerAudienceUpload', audienceId, people))
      .toEqual([undefined, undefined, undefined]);
  });

  it.each([
    [{ fields: [{ name: 'email', type: 'string' }] }, 'identityNs'],
    [{ fields: [{ name: 'email', type: 'string', identityNs: 'Nowhere' }] }, 'namespace Nowhere'],
    [{ sourceSpec: { path: '../secrets' } }, 'no file ../secrets'],
    [{ sourceSpec: { path: 'absent.csv' } }, 'no file absent.csv'],
    [{ ttlInDays: 91 }, 'ttlInDays'],
    [{ audienceType: 'accounts' }, 'audienceType'],
  ])('is refused with the reason: %j', async (wrong, reason) => {
    const spec = {
      name: 'Refused',
      fields: [{ name: 'email', type: 'string', identityNs: 'Email' }],
      sourceSpec: { path: 'vip.csv' },
      ...wrong,
    };
    await expect(stand.api.call('POST', `${AIS}/submit`, spec)).rejects.toThrow(reason);
  });

  it('says what is wrong with its file', async () => {
    await upload('odd.csv', 'mail\nana@example.com\n');
    const { taskId } = await stand.api.call<{ taskId: string }>('POST', `${AIS}/submit`, {
      name: 'Odd file',
      fields: [{ name: 'email', type: 'string', identityNs: 'Email' }],
      sourceSpec: { path: 'odd.csv' },
    });
    await expect
      .poll(() => stand.api.call('GET', `${AIS}/task/${taskId}`))
      .toMatchObject({ status: 'FAILED', error: 'the file has no column email; it has mail' });
  });
});
