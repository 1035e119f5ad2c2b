export { BODY_RETRY_SECONDS, Bodies, BodyDropped, type BodyRoom, ClientGone } from './bodies.ts';
export { type Cipher, createCipher } from './cipher.ts';
export { type Clock, manualClock, steadyClock, systemClock } from './clock.ts';
export { Connections } from './connections.ts';
export { type Failure, type Outcome, pointerSegment } from './failure.ts';
export { FAILURE_CODES, type FailureCode, failureReason } from './failure-codes.ts';
export { ALL_FIELDS, type FieldView, HiddenFields } from './field-view.ts';
export { filesBelow } from './files-below.ts';
export { type Helper, type HelperLost, helperWatch } from './helpers.ts';
export { countingIds, type Ids, randomIds } from './ids.ts';
export { applyPatch, PatchError, type PatchErrorCode, type PatchOperation } from './json-patch.ts';
export {
  byLanguage,
  declaredIn,
  durationIn,
  LANGUAGES,
  type Language,
  languageOf,
  type Mail,
  mailSubject,
  mailText,
  oneLine,
  saidIn,
} from './mail.ts';
export { createMeter, type Meter } from './meter.ts';
export { isDeeper } from './nesting.ts';
export {
  type AllowedRanges,
  ForbiddenAddress,
  guardedLookup,
  hostComplaint,
  mayCall,
  readRanges,
  urlComplaint,
} from './outgoing.ts';
export { pace } from './pace.ts';
export { aepProblem, Problem, type ProblemTable, type ProblemText, partOf, problemTexts } from './problem.ts';
export { type Filter, FilterError, matches, parseFilters } from './property-filter.ts';
export { ofRecord, partSaid, RECORD_PHRASES, reasonsOf, recordSentence, recordText, saying } from './record-phrases.ts';
export { REQUEST_PHRASES, sayOfRequest, together } from './request-phrases.ts';
export {
  type Access,
  type Answer,
  type Call,
  type Method,
  needs,
  needsPart,
  type Route,
  route,
  type SentFile,
  type Told,
  type Upload,
  type UploadedFile,
} from './route.ts';
export type { Actor, Scope } from './scope.ts';
export { saidOfShape, shapeErrors } from './shape-errors.ts';
export { type StandingReport, Standings } from './standing.ts';
export { systemTimers, type Timers } from './timers.ts';
export { Turns } from './turns.ts';
