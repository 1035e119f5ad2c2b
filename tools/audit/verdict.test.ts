import { describe, expect, it } from 'vitest';
import { verdictOf } from './verdict.ts';

/** Reports as npm writes them. */
const NONE = { info: 0, low: 0, moderate: 0, high: 0, critical: 0, total: 0 };
const report = (vulnerabilities: object, counts: object) =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: { vulnerabilities: { ...NONE, ...counts } } });

describe('the audit of dependencies', () => {
  it('is clean without findings, and with lesser ones', () => {
    expect(verdictOf(report({}, {}))).toEqual({ kind: 'clean', lesser: 0 });
    const lesser = report({ a: { severity: 'moderate', via: [] } }, { moderate: 1, total: 1 });
    expect(verdictOf(lesser)).toEqual({ kind: 'clean', lesser: 1 });
  });

  it('names what is high or critical, and why', () => {
    const found = report(
      { a: { severity: 'high', via: [{ title: 'Reads too much' }] }, b: { severity: 'critical', via: ['a'] } },
      { high: 1, critical: 1, total: 2 },
    );
    expect(verdictOf(found)).toEqual({ kind: 'found', findings: ['a: high: Reads too much', 'b: critical: by a'] });
    expect(verdictOf(report({}, { high: 2, total: 2 }))).toMatchObject({ kind: 'found' });
  });

  it('is unproven where the registry does not offer the call or cannot be reached, with the reason', () => {
    const refused = {
      message: '405 Method Not Allowed - POST …',
      method: 'POST',
      statusCode: 405,
      error: { summary: '' },
    };
    expect(verdictOf(JSON.stringify(refused))).toEqual({ kind: 'unproven', reason: refused.message });
    const away = { error: { code: 'ENOTFOUND', summary: 'request failed' } };
    expect(verdictOf(JSON.stringify(away))).toEqual({ kind: 'unproven', reason: 'request failed' });
  });

  it('fails on anything else, so that silence is never taken for good news', () => {
    expect(verdictOf('').kind).toBe('failed');
    expect(verdictOf('{}').kind).toBe('failed');
    expect(verdictOf(JSON.stringify({ error: { code: 'ENOLOCK', summary: 'no lock file' } })).kind).toBe('failed');
  });
});
