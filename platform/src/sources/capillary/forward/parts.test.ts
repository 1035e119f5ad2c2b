import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswer } from './answer.ts';
import { backoffMs, retryAfterMs } from './backoff.ts';
import { NO_RECORD, withUpdates } from './member-record.ts';
import { Progress } from './progress.ts';

const NOW = Date.UTC(2026, 0, 1);

it('waits longer each time, half of it by chance, five minutes at most', () => {
  expect([1, 2, 3, 10, 11, 60].map((attempt) => [backoffMs(attempt, () => 0), backoffMs(attempt, () => 1)])).toEqual([
    [250, 500],
    [500, 1000],
    [1000, 2000],
    [128_000, 256_000],
    [150_000, 300_000],
    [150_000, 300_000],
  ]);
});

it.each([
  ['7', 7000],
  [' 0 ', 0],
  [new Date(NOW + 5000).toUTCString(), 5000],
  [new Date(NOW - 5000).toUTCString(), 0],
  ['99999999', 86_400_000],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads Retry-After %j', (value, wait) => {
  expect(retryAfterMs(value, NOW)).toBe(wait);
});

describe('answers', () => {
  const answer = (status: number, body: unknown, header?: string) => ({
    status,
    header: () => header,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const verdicts = (responses: unknown, count = 1) => {
    const reading = readAnswer(answer(207, { responses }), count, NOW);
    return reading.of === 'records' ? reading.verdicts.map(({ said }) => said) : reading.needs;
  };

  it.each([
    [{ xactionId: '1:2:0:0' }, 'taken'],
    [{ xactionId: '1:2:0:0', statusCode: 200 }, 'taken'],
    [{ statusCode: 400, message: 'no' }, 'refused'],
    [{ status: 422, message: 'no' }, 'refused'],
    [{ statusCode: '429' }, 'again'],
    [{ statusCode: 503 }, 'again'],
    [{ status: 401 }, 'again'],
    [{ message: 'what' }, 'unclear'],
    [null, 'unclear'],
  ])('%j of a record means %s', (response, said) => {
    expect(verdicts([response])).toEqual([said]);
  });

  it('with fewer entries than records tell only of those they name', () => {
    expect(verdicts([{ xactionId: '1:2:0:0' }, { xactionId: '1:2:0:2' }], 3)).toEqual(['taken', 'unclear', 'taken']);
    expect(verdicts([], 2)).toEqual(['unclear', 'unclear']);
  });

  it.each([
    [400, 'split'],
    [413, 'split'],
    [401, 'token'],
    [403, 'token'],
    [404, 'configuration'],
    [301, 'configuration'],
    [408, 'later'],
    [429, 'later'],
    [500, 'later'],
    [503, 'later'],
  ])('%d of a request asks for %s', (status, needs) => {
    expect(readAnswer(answer(status, '{}'), 3, NOW)).toMatchObject({ of: 'request', needs });
  });

  it('that are no answer are none', () => {
    for (const body of ['', '{"responses":[', 'null', '{}', '[]', '{"responses":{}}'])
      expect(readAnswer(answer(207, body), 1, NOW)).toMatchObject({ of: 'request', needs: 'later' });
    expect(readAnswer(answer(200, '{}'), 1, NOW)).toMatchObject({ needs: 'later' });
    expect(readAnswer(answer(200, { inletId: 'x', xactionId: '1:2:0' }), 1, NOW)).toMatchObject({ of: 'records' });
  });
});

describe('the record of a member', () => {
  const update = (observedAt: number, members: object) => ({ observedAt, members: members as Record<string, unknown> });

  it('is the same object when nothing in it changed', () => {
    const record = withUpdates(NO_RECORD, [update(5, { loyalty: { points: 10 }, rewards: [{ id: 'a' }] })]);
    expect(withUpdates(record, [update(4, { loyalty: { points: 3 } })])).toBe(record);
    expect(withUpdates(record, [update(9, { rewards: [{ id: 'a' }] })])).toBe(record);
    expect(withUpdates(NO_RECORD, [update(9, { customer: {} })])).toBe(NO_RECORD);
  });

  it('takes names no object may have', () => {
    const update = {
      observedAt: 1,
      members: JSON.parse('{"custom":{"__proto__":"x","a/b":"y"}}') as Record<string, unknown>,
    };
    const { values } = withUpdates(NO_RECORD, [update]);
    expect(JSON.stringify(values)).toBe('{"custom":{"__proto__":"x","a/b":"y"}}');
    expect(({} as { x?: string }).x).toBeUndefined();
  });

  it('does not depend on the order updates come in', () => {
    const members = fc.record(
      {
        loyalty: fc.record({ points: fc.nat(9), tier: fc.constantFrom('a', 'b') }, { requiredKeys: [] }),
        name: fc.string(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(members, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (all, chance) => {
        const updates = all.map((one, index) => update(index, one));
        const shuffled = updates
          .map((one) => ({ one, at: chance.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const flat = (value: object): unknown =>
          JSON.stringify(
            Object.entries(value)
              .sort()
              .map(([name, own]) => [name, typeof own === 'object' ? flat(own as object) : own]),
          );
        expect(flat(withUpdates(NO_RECORD, shuffled).values)).toBe(flat(withUpdates(NO_RECORD, updates).values));
      }),
    );
  });
});

it('knows what is done whatever the order, also after it was written down', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(40)), (positions) => {
      const progress = new Progress(0);
      for (const position of positions) progress.add(position);
      const again = new Progress(progress.low, progress.ranges());
      for (let position = 0; position <= 41; position += 1) {
        expect(progress.has(position)).toBe(positions.includes(position));
        expect(again.has(position)).toBe(positions.includes(position));
      }
      expect(progress.has(progress.low)).toBe(false);
    }),
  );
});
