import { expect, it } from 'vitest';
import { placeOf } from './place.ts';

it('reads what of a source is wanted', () => {
  const properties = { compressionType: 'zipDeflate' };
  expect(
    placeOf({ params: { path: '/a/*.zip', recursive: 'true' }, data: { format: 'delimited', properties } }),
  ).toEqual({
    path: '/a/*.zip',
    type: 'file',
    recursive: true,
  });
  expect(placeOf({ params: { path: 'a', type: 'folder' }, data: {} })).toEqual({
    path: 'a',
    type: 'folder',
    recursive: false,
  });
});

it.each([
  [{}, {}, 'params.path'],
  [{ path: 'a' }, { format: 'parquet' }, 'data.format'],
  [{ path: 'a' }, { properties: { compressionType: 'tarGzip' } }, 'compressionType'],
])('says what is not read (%#)', (params, data, what) => {
  expect(() => placeOf({ params, data })).toThrow(what);
});
