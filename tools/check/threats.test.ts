import { describe, expect, it } from 'vitest';
import { unprovenThreats } from './threats.ts';

const files: Readonly<Record<string, string>> = {
  'docs/good.md': `
| threat | stands against it | test |
| ------ | ----------------- | ---- |
| one    | a wall            | [\`a.test.ts\`](../src/a.test.ts): "holds", "a route …"; [\`b.test.ts\`](../src/b.test.ts) |
| two    | nothing           | none: it cannot be measured |
`,
  'docs/bad.md': `
| threat | stands against it | test |
| ------ | ----------------- | ---- |
| one    | a wall            | [\`a.test.ts\`](../src/a.test.ts): "falls" |
| two    | a wall            | [\`c.test.ts\`](../src/c.test.ts) |
| three  | a wall            | somebody looked at it |
`,
  'src/a.test.ts':
    "describe('a wall', () => { it('holds', f); it.each(x)('a route without access', f); }); // it falls",
  'src/b.test.ts': '',
};
const read = (path: string) => files[path];

describe('a threat model', () => {
  it('names for each threat a test that is there, or says why there is none', () => {
    expect(unprovenThreats('docs/good.md', read)).toEqual([]);
  });

  it('is not right when a test it names is gone, or it names none', () => {
    expect(unprovenThreats('docs/bad.md', read)).toEqual([
      'docs/bad.md:4: ../src/a.test.ts has no test "falls"',
      'docs/bad.md:5: ../src/c.test.ts is not there',
      'docs/bad.md:6: no test is named: somebody looked at it',
    ]);
  });
});
