import type { Phrase } from '@meniscus/languages/syntax';

/** Types a field can have, by Adobe's `meta:xdmType`. */
export type XdmType =
  | 'string'
  | 'number'
  | 'long'
  | 'int'
  | 'short'
  | 'byte'
  | 'boolean'
  | 'date'
  | 'date-time'
  | 'object'
  | 'array'
  | 'map';

/**
 * A field of a composed schema, with every `$ref` and `allOf` resolved and wire names throughout (`_id`, `_repo.createDate`).
 * The one shape that mapping, validation, lake columns, PQL and the console read; JSON Schema stays inside this folder.
 */
export interface Field {
  readonly type: XdmType;
  readonly title?: string;
  readonly description?: string;
  /** Objects: children by wire name. */
  readonly fields?: Readonly<Record<string, Field>>;
  /** Objects: wire names of children that must be present. */
  readonly required?: readonly string[];
  /** Objects: keys outside `fields` are allowed. */
  readonly open?: boolean;
  /** Arrays: the element. */
  readonly items?: Field;
  /** Maps: the value; keys are strings. */
  readonly values?: Field;
  readonly enum?: readonly (string | number)[];
  /** Suggested values (`meta:enum`): value to label. Never restricts. */
  readonly suggested?: Readonly<Record<string, string>>;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly default?: unknown;
  readonly status?: string;
  /** Library name when it differs from the wire name, e.g. `xdm:tier`. */
  readonly xdmField?: string;
  /** `$id` of the data type the object came from. */
  readonly referencedFrom?: string;
}

/** A rule of JSON Schema that a value can break. */
export type Keyword =
  | 'additionalProperties'
  | 'enum'
  | 'exclusiveMaximum'
  | 'exclusiveMinimum'
  | 'format'
  | 'maximum'
  | 'maxItems'
  | 'maxLength'
  | 'minimum'
  | 'minItems'
  | 'minLength'
  | 'pattern'
  | 'required'
  | 'type'
  | 'uniqueItems';

/** A violation of a schema: which rule, where, in the words existing AEP clients see. */
export interface Violation {
  readonly keyword: Keyword;
  /** Pointer into the entity, `#/loyalty/points` in Adobe's notation without the `#`: `/loyalty/points`. */
  readonly pointer: string;
  readonly message: string;
  /** The message, for other languages. */
  readonly phrase: Phrase;
}
