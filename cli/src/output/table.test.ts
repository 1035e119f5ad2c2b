import { describe, expect, it } from 'vitest';
import { progressText } from './progress.ts';
import { tableCsv, tableText } from './table.ts';

const table = {
  columns: ['name', 'points'],
  rows: [
    ['Ana', 5],
    ['Bo "the, Bill"', 1250],
    [null, null],
  ],
};

describe('tables', () => {
  it('align text to the left and numbers to the right', () => {
    expect(tableText(table)).toBe(
      ['name            points', '──────────────  ──────', 'Ana                  5', 'Bo "the, Bill"    1250', ''].join(
        '\n',
      ),
    );
  });

  it('let no control character through to the terminal', () => {
    expect(tableText({ columns: ['a'], rows: [['x\u001b[2Jy\nz']] }).split('\n')[2]).toBe('x [2Jy z');
  });

  it('quote CSV as RFC 4180 asks', () => {
    expect(tableCsv(table)).toBe('name,points\r\nAna,5\r\n"Bo ""the, Bill""",1250\r\n,');
  });

  it('show nested values as JSON', () => {
    expect(tableCsv({ columns: ['a'], rows: [[{ b: 1 }]] })).toBe('a\r\n"{""b"":1}"');
  });
});

describe('progress', () => {
  it('shows share, count, rate and time left', () => {
    expect(progressText('sent', 50, 100, 5)).toContain(' 50 %  50/100  10/s, 5 s left');
    expect(progressText('sent', 50, undefined, 5)).toBe('sent 50 (10/s)');
  });
});
