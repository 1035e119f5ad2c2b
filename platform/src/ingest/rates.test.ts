import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Inlet } from '../flows/index.ts';
import { createMeter, manualClock } from '../kernel/index.ts';
import type { Excess } from './observer.ts';
import { Rates } from './rates.ts';

const inlet = (id: string, org = 'A@AdobeOrg') => ({ id, scope: { org, key: 'k' } }) as unknown as Inlet;

function rates(enforce: boolean) {
  const clock = manualClock();
  const lines: string[] = [];
  const logger = pino({}, { write: (line: string) => void lines.push(line) });
  const meter = createMeter();
  const limits = { requestsPerSecond: 3, messagesPerSecond: 10, enforce };
  const excesses: Excess[] = [];
  const observer = { exceeded: (excess: Excess) => void excesses.push(excess) };
  return { clock, lines, meter, excesses, rates: new Rates({ limits, clock, meter, logger, observer }) };
}

const REFUSED = expect.objectContaining({ status: 429, headers: { 'retry-after': '1' } });

describe('rates of collection', () => {
  it('refuse what is beyond, for an inlet and for its organisation, until the second is over', () => {
    const { clock, rates: enforced } = rates(true);
    for (let at = 0; at < 2; at += 1) enforced.request(inlet('1'));
    enforced.request(inlet('2'));
    expect(() => enforced.request(inlet('2'))).toThrow(REFUSED);
    expect(() => enforced.request(inlet('3', 'B@AdobeOrg'))).not.toThrow();
    clock.advance(1000);
    expect(() => enforced.request(inlet('2'))).not.toThrow();
    enforced.messages(inlet('2'), 10);
    expect(() => enforced.messages(inlet('2'), 1)).toThrow(REFUSED);
  });

  it('are only counted and warned about, once a minute, unless enforced', async () => {
    const { clock, lines, meter, rates: counted } = rates(false);
    for (let at = 0; at < 9; at += 1) counted.request(inlet('1'));
    counted.messages(inlet('1'), 25);
    // One warning of the inlet and one of the organisation.
    expect(lines).toHaveLength(2);
    clock.advance(60_000);
    for (let at = 0; at < 9; at += 1) counted.request(inlet('1'));
    expect(lines).toHaveLength(4);
    const text = await meter.text();
    expect(text).toContain('meniscus_rate_exceeded_total{of="inlet",unit="requests"} 12');
    expect(text).toContain('meniscus_rate_exceeded_total{of="organisation",unit="messages"} 15');
  });
});
