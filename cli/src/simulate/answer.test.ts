import { describe, expect, it } from 'vitest';
import { retryAfterMs, verdict } from './answer.ts';

describe('reading an answer of a collection endpoint', () => {
  it('reads Retry-After as seconds and as a date', () => {
    expect(retryAfterMs('3', 0)).toBe(3000);
    expect(retryAfterMs('Thu, 01 Jan 1970 00:00:10 GMT', 4000)).toBe(6000);
    expect(retryAfterMs('soon', 0)).toBeUndefined();
    expect(retryAfterMs(null, 0)).toBeUndefined();
  });

  it('does not repeat what can never be accepted', () => {
    expect(verdict(501, null, '', 1, 0).kind).toBe('answered');
    expect(verdict(413, null, '{"title":"Payload too large"}', 2, 0)).toEqual({
      kind: 'answered',
      accepted: 0,
      refused: ['413 Payload too large', '413 Payload too large'],
    });
  });

  it('takes an answer that is not JSON by its status', () => {
    expect(verdict(502, null, '<html>', 1, 0)).toEqual({ kind: 'again', reason: 'status 502', afterMs: undefined });
    expect(verdict(200, null, 'OK', 3, 0)).toEqual({ kind: 'answered', accepted: 3, refused: [] });
  });
});
