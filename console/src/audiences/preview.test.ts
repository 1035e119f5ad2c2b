import type { Client } from '@meniscus/client';
import { describe, expect, it } from 'vitest';
import { type Estimate, previewOf } from './preview.ts';

const DONE: Estimate = {
  estimatedSize: 2,
  standardError: 0,
  totalRows: 4,
  numRowsToRead: 4,
  profilesReadSoFar: 4,
  profilesMatchedSoFar: 2,
  state: 'RESULT_READY',
  error: { description: '' },
};
const HALF: Estimate = { ...DONE, estimatedSize: 1, profilesReadSoFar: 2, state: 'RUNNING' };

/** A platform that answers with these estimates one after another, and what it was asked. */
function platform(...estimates: readonly Estimate[]) {
  const asked: string[] = [];
  const left = [...estimates];
  const answers: Readonly<Record<string, () => unknown>> = {
    createPreview: () => ({ state: 'NEW', previewId: 'p' }),
    getEstimate: () => left.shift(),
    getPreview: () => ({ results: [{ x1: {} }, { x2: {} }], state: 'RESULT_READY' }),
    deletePreview: () => ({ status: true, message: '' }),
  };
  const call = (async (id: string) => {
    asked.push(id);
    return answers[id]!();
  }) as Client['call'];
  return { client: { call } as Client, asked };
}

describe('a preview of a rule', () => {
  it('tells the estimates on the way, ends with the last, and is forgotten', async () => {
    const { client, asked } = platform(HALF, DONE);
    const seen: Estimate[] = [];
    const { signal } = new AbortController();
    const found = await previewOf(client, 'true', { people: 0, signal, seen: (one) => seen.push(one) });
    expect(found).toEqual({ estimate: DONE, xids: [] });
    expect(seen).toEqual([HALF]);
    expect(asked).toEqual(['createPreview', 'getEstimate', 'getEstimate', 'deletePreview']);
  });

  it('gives some of the people when they are asked for', async () => {
    const { client } = platform(DONE);
    const { signal } = new AbortController();
    expect((await previewOf(client, 'true', { people: 5, signal })).xids).toEqual(['x1', 'x2']);
  });

  it('fails with what the platform says, and is forgotten', async () => {
    const { client, asked } = platform({ ...DONE, state: 'FAILED', error: { description: 'the disk is full' } });
    const { signal } = new AbortController();
    await expect(previewOf(client, 'true', { people: 5, signal })).rejects.toThrow('the disk is full');
    expect(asked.at(-1)).toBe('deletePreview');
  });

  it('stops when nobody waits for it any more', async () => {
    const { client, asked } = platform(HALF, HALF, DONE);
    const abort = new AbortController();
    const going = previewOf(client, 'true', { people: 5, signal: abort.signal, seen: () => abort.abort() });
    await expect(going).rejects.toThrow('abort');
    expect(asked).toEqual(['createPreview', 'getEstimate', 'deletePreview']);
  });
});
