/** Types a column may declare, by the names of the Schema Editor and of `meta:xdmType`, and their JSON Schema. */
export const DATA_TYPES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  double: { type: 'number' },
  long: { type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 },
  integer: { type: 'integer' },
  int: { type: 'integer' },
  short: { type: 'integer', minimum: -32768, maximum: 32767 },
  byte: { type: 'integer', minimum: -128, maximum: 127 },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
  'date-time': { type: 'string', format: 'date-time' },
  object: { type: 'object' },
};

/**
 * One column of a table as a field of a schema: the columns of the CSV template of `/rpc/csv2schema` (page "CSV template to
 * schema conversion"), read. Booleans that were left empty are false.
 */
export interface ColumnDeclaration {
  readonly isCustom: boolean;
  readonly fieldGroupId?: string;
  readonly fieldGroupName?: string;
  /** Dotted wire path, or `ALL` for a whole standard field group. Own fields may leave the tenant's root out. */
  readonly fieldPath: string;
  readonly displayName?: string;
  readonly fieldDescription?: string;
  /** A key of `DATA_TYPES`, in lower case. */
  readonly dataType?: string;
  readonly isRequired: boolean;
  readonly isArray: boolean;
  readonly isIdentity: boolean;
  readonly identityNamespace?: string;
  readonly isPrimaryIdentity: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
  readonly stringPattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** JSON Schema of an object's members. */
  readonly properties?: Readonly<Record<string, unknown>>;
  /** `$id` of a data type. */
  readonly reference?: string;
}
