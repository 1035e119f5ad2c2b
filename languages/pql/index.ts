export {
  type Compiled,
  type CompiledExpression,
  type CompiledPredicate,
  compileExpression,
  compilePredicate,
  type Dependencies,
  type Roots,
} from './compile.ts';
export type { Eligibility } from './eligibility.ts';
export type { Expression } from './expression.ts';
export type { FunctionExample, PqlFunction } from './function.ts';
export { catalogue as pqlFunctions } from './functions/catalogue.generated.ts';
export { fromJson, type JsonExpression, toJson } from './json-form.ts';
export { parsePql } from './parse.ts';
export { printPql } from './print.ts';
