export { checkRows, type RowFinding } from './analysis/check-rows.ts';
export type { CounterExample } from './analysis/counter-example.ts';
export { type Coverage, coverageOf, type Reach } from './analysis/coverage.ts';
export { AppendedList } from './appended-list.ts';
export { checkExpression } from './check.ts';
export { type CompiledExpression, compileExpression } from './compile.ts';
export type { EvaluationContext } from './context.ts';
export { ZonedDateTime } from './dates/zoned-date-time.ts';
export { type PreparedExpression, prepareExpression } from './expression.ts';
export { catalogue, functions, methods } from './functions/catalogue.ts';
export {
  arity,
  type Category,
  type Example,
  type FunctionSpec,
  type Parameter,
  type ValueType,
} from './functions/define.ts';
export {
  MAX_EXPRESSION_LENGTH,
  OPERATOR_WORDS,
  OPERATORS,
  type OperatorSpec,
  type OperatorWord,
  RESERVED_WORDS,
} from './grammar.ts';
export {
  type FileRow,
  MAX_MAPPING_FILE,
  MAX_MAPPING_ROWS,
  type MappingFileFormat,
  type MappingFileProblem,
  readMappingFile,
  writeMappingFile,
} from './mapping-file/mapping-file.ts';
export { FILE_PHRASES } from './mapping-file/phrases.ts';
export { type CompiledMappingSet, compileMappingSet, type MappingProblem } from './mapping-set/mapping-set.ts';
export { parsePath, type Step } from './mapping-set/path.ts';
export { type MappingRow, type PlainRow, plainRow, type SourceType } from './mapping-set/row.ts';
export type { MappingWarning } from './mapping-set/run.ts';
export { parseExpression } from './parse.ts';
export { EXPRESSION_PHRASES, ROW_PHRASES, say } from './phrases.ts';
export { type BinarySymbol, children, type Expression, readPaths, type UnarySymbol } from './tree.ts';
export { EvaluationError } from './values.ts';
