import type { Said } from '@meniscus/languages/syntax';
import type { SchemaNode } from './schema-node.ts';

/** The columns of the `/rpc/csv2schema` template in their order (page "CSV to schema conversion endpoint"). */
export const COLUMN_NAMES = [
  'isIgnored',
  'isCustom',
  'fieldGroupId',
  'fieldGroupName',
  'fieldPath',
  'displayName',
  'fieldDescription',
  'dataType',
  'isRequired',
  'isArray',
  'isIdentity',
  'identityNamespace',
  'isPrimaryIdentity',
  'minimum',
  'maximum',
  'enum',
  'stringPattern',
  'format',
  'minLength',
  'maxLength',
  'properties',
  '$ref',
  'comment',
] as const;

export type ColumnName = (typeof COLUMN_NAMES)[number];

/**
 * What is said of one column of somebody's table: the 23 columns of the template, typed. What is not said is left out.
 *
 * `isCustom: false` takes `fieldPath` (dotted wire names, or `ALL`) out of the standard field group named by `fieldGroupId`
 * or `fieldGroupName`; the class itself counts as such a group. `isCustom: true` makes a field of the tenant: `fieldPath`
 * with or without the leading `_{tenant}`; in a new group of the name `fieldGroupName`, in a generated one without a name,
 * and inside the objects of a standard group when that is named.
 */
export interface ColumnDeclaration {
  readonly isIgnored?: boolean;
  readonly isCustom: boolean;
  readonly fieldGroupId?: string;
  readonly fieldGroupName?: string;
  readonly fieldPath: string;
  readonly displayName?: string;
  readonly fieldDescription?: string;
  /** string, number, double, long, integer, int, short, byte, boolean, date, date-time, object, map; letter case is free. */
  readonly dataType?: string;
  readonly isRequired?: boolean;
  readonly isArray?: boolean;
  readonly isIdentity?: boolean;
  /** Code of the namespace. */
  readonly identityNamespace?: string;
  readonly isPrimaryIdentity?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly (string | number)[];
  readonly stringPattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Children of an object, as in JSON Schema. */
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  /** `$id` of a data type. */
  readonly $ref?: string;
  readonly comment?: string;
}

/** A rule of the template that a declaration does not keep. */
export interface ColumnProblem extends Said {
  /** Place in the list of declarations, from 0. */
  readonly index: number;
  readonly column: ColumnName;
}

/** Reports a problem of the declaration at hand. */
export type Say = (column: ColumnName, said: Said) => void;
