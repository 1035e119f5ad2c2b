export type { SystemField } from './bound.ts';
export { momentOf } from './calendar.ts';
export { DEFAULT_CHOICES, PQL_CHOICES, type PqlChoices, readChoices } from './choices.ts';
export {
  type Compiled,
  type CompiledExpression,
  type CompiledPredicate,
  compileExpression,
  compilePredicate,
  type Dependencies,
  type Evaluate,
  type LastEvaluation,
  type Roots,
} from './compile.ts';
export type { Eligibility } from './eligibility.ts';
export { type ExplainedPart, type Explanation, explainRule, type Subject } from './explain.ts';
export type { Proposal } from './explain-change.ts';
export type { Expression } from './expression.ts';
export type { FunctionExample, PqlFunction } from './function.ts';
export { catalogue as pqlFunctions } from './functions/catalogue.generated.ts';
export type { Guard } from './guards.ts';
export type { JsonExpression } from './json-form.ts';
export { fromJson } from './json-read.ts';
export { toJson } from './json-write.ts';
export { parsePql } from './parse.ts';
export { PQL_PHRASES, say as sayOfRule } from './phrases.ts';
export { plainReader } from './plain-reader.ts';
export { printPql } from './print.ts';
export type { EventTest, ValueTest } from './reads.ts';
