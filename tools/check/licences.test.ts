import { describe, expect, it } from 'vitest';
import { isAllowed, licenceComplaints, licenceIn } from './licences.ts';

const NAMELESS = {
  'node_modules/@segment/fql-ts': { dev: true },
  'node_modules/humanize-number': { dev: true },
  'node_modules/only': { dev: true },
};
const complaints = (packages: object, licenceOf = (_path: string): string | undefined => undefined) =>
  licenceComplaints({ packages: { '': {}, platform: {}, ...NAMELESS, ...packages } }, licenceOf);

describe('licences of the lock file', () => {
  it('are allowed by name; one side of an OR is enough, an AND needs all', () => {
    const allowed = ['MIT', '(MIT AND Zlib)', 'GPL-3.0 OR MIT', 'Apache-2.0 AND MIT'];
    expect(allowed.filter(isAllowed)).toEqual(allowed);
    expect(['GPL-3.0', 'MIT AND GPL-3.0', 'SEE LICENSE IN LICENSE', '', 'UNLICENSED'].filter(isAllowed)).toEqual([]);
  });

  it('are looked up in the package where the lock file names none, the older form too', () => {
    const packages = { 'node_modules/a': {}, 'node_modules/b/node_modules/c': {} };
    expect(
      complaints(packages, (path) => ({ 'node_modules/a': 'MIT', 'node_modules/b/node_modules/c': 'GPL-2.0' })[path]),
    ).toEqual(['node_modules/b/node_modules/c: GPL-2.0 is not among the allowed licences']);
    expect(licenceIn({ licenses: [{ type: 'MIT' }, { type: 'GPL-2.0' }] })).toBe('MIT OR GPL-2.0');
    expect([licenceIn({}), licenceIn({ licenses: [] }), licenceIn({ license: 'ISC' })]).toEqual([
      undefined,
      undefined,
      'ISC',
    ]);
  });

  it('must be there, but for named packages that only developers install', () => {
    expect(complaints({ 'node_modules/x': { dev: true } })).toEqual(['node_modules/x: names no licence']);
    expect(complaints({ 'node_modules/only': {} })).toEqual([
      'node_modules/only: names no licence',
      'only: is an exception that nothing needs any more',
    ]);
    expect(complaints({ 'node_modules/ours': { link: true } })).toEqual([]);
  });
});
