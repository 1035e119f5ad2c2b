import type { ColumnDeclaration, Say } from './column-declaration.ts';
import { crossesMany } from './column-path.ts';
import { sayOfColumn } from './column-phrases.ts';
import type { Field } from './field.ts';
import type { SchemaNode } from './schema-node.ts';

const LOCALE = 'en_us';

/** The identity descriptor of a column; undefined when it is no identity. Reports rules that are not kept. */
export function identifying(
  column: ColumnDeclaration,
  path: readonly string[],
  type: Field['type'],
  root: Field,
  say: Say,
): SchemaNode | undefined {
  const { isIdentity = false, identityNamespace, isPrimaryIdentity = false } = column;
  if (!isIdentity) {
    if (isPrimaryIdentity) say('isPrimaryIdentity', sayOfColumn('column-needs-identity'));
    if (identityNamespace !== undefined) say('identityNamespace', sayOfColumn('column-needs-identity'));
    return undefined;
  }
  if (identityNamespace === undefined) say('identityNamespace', sayOfColumn('column-required-identity'));
  if (type !== 'string') say('isIdentity', sayOfColumn('column-identity-text', { type }));
  else if (crossesMany(path, root)) say('isIdentity', sayOfColumn('column-identity-inside'));
  return {
    '@type': 'xdm:descriptorIdentity',
    'xdm:sourceProperty': `/${path.join('/')}`,
    'xdm:namespace': identityNamespace,
    'xdm:property': 'xdm:code',
    'xdm:isPrimary': isPrimaryIdentity,
  };
}

/** The descriptor that gives a standard field another name, description or suggested values; none when nothing differs. */
export function describing(
  { displayName, fieldDescription, enum: values }: ColumnDeclaration,
  path: readonly string[],
  field: Field,
): readonly SchemaNode[] {
  const shown = {
    ...(displayName === undefined || displayName === field.title ? {} : { 'xdm:title': { [LOCALE]: displayName } }),
    ...(fieldDescription === undefined || fieldDescription === field.description
      ? {}
      : { 'xdm:description': { [LOCALE]: fieldDescription } }),
    ...(values === undefined
      ? {}
      : { 'meta:enum': Object.fromEntries(values.map((value) => [String(value), String(value)])) }),
  };
  if (Object.keys(shown).length === 0) return [];
  return [{ '@type': 'xdm:alternateDisplayInfo', 'xdm:sourceProperty': `/${path.join('/')}`, ...shown }];
}
