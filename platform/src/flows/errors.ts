import { type Said, sayOfDuration } from '@meniscus/languages/syntax';
import { Problem, type ProblemText, problemTexts } from '../kernel/index.ts';
import { sayOfFlows } from './phrases.ts';

/** Title and detail of every problem of the stage, English by code. */
export const FLOW_PROBLEMS = {
  'flows-not-found': ['Resource not found', 'The requested {type} resource {id} is not found in this sandbox'],
  'flows-unknown-reference': ['Resource not found', '{field}: {id} does not exist in this sandbox'],
  'flows-bad-body': ['Invalid request', '{detail}'],
  'flows-empty-body': ['Invalid request', 'the request has no body; send a JSON document'],
  'flows-limit-with-count': ['Invalid request', 'limit and count cannot be given together; send one of them'],
  'flows-if-match-missing': ['Header is missing', "the header 'If-Match' is missing; send the etag of the object"],
  'flows-version-mismatch': [
    'Version not matching',
    'the version {sent} of If-Match is not the current one, which is {current}; read the object again and repeat the change',
  ],
  'flows-state-on-create': [
    'Invalid request',
    '`state` cannot be given when a dataflow is made; use mode=draft, or the action disable afterwards',
  ],
  'flows-bad-mapping-version': [
    'Invalid request',
    'mapping set {id} has no published version {version}; give one it has, or none for the latest',
  ],
  'flows-bad-spec': ['Invalid request', '{detail}'],
  'flows-spec-is-fixed': [
    'Invalid request',
    'the connection spec of a connection cannot be changed; make a new connection',
  ],
  'flows-unknown-auth-spec': ['Invalid request', "connection spec {specId} has no auth spec '{name}'; it has {known}"],
  'flows-connection-in-use': [
    'Invalid request',
    'base connection {id} is used by the dataflows {flowIds}; delete them first',
  ],
  'flows-names-draft': ['Invalid request', '{field}: {id} is a draft; publish it first with the action publish'],
  'flows-cannot-explore': ['Invalid request', '{detail}'],
  'flows-not-usable': [
    'Invalid request',
    'connection {id} cannot be used: it must be enabled, and its parameters must fit its auth spec',
  ],
  'flows-nothing-to-explore': [
    'Invalid request',
    '{spec} has nothing to explore: its records are known when they come',
  ],
  'flows-source-refused': ['Invalid request', 'the source refused: {detail}'],
  'flows-source-unreachable': ['Service unavailable', 'the source cannot be reached: {detail}'],
  'flows-source-timed-out': ['Gateway timeout', 'the source did not answer within {time}; try again'],
  'flows-bad-mapping': ['Invalid request', '{detail}'],
  'flows-state-not-changeable': [
    'Invalid request',
    'a dataflow in state {state} cannot change its state by an update; use the action publish',
  ],
  'flows-action-not-allowed': ['Invalid request', 'the action {action} cannot be applied in state {state}'],
  'flows-schemas-differ': [
    'Invalid request',
    "dataset {datasetId} has schema {datasetSchema} but the mapping set is made for {mappingSchema}; use a mapping set with the dataset's schema as output schema",
  ],
  'flows-sub-operation-not-allowed': ['Invalid request', 'the action {action} takes no subOp; leave it out'],
  'flows-bad-percent': ['Invalid request', 'percentCompleted is {value}; it must be a number from 0 to 100'],
  'flows-unsupported-sub-operation': [
    'Invalid request',
    "the subOp '{subOp}' is not supported; the documented ones are APPLY, ROLLBACK and PROGRESS",
  ],
  'flows-unsupported-status': ['Invalid request', 'status.value {value} is not a status'],
  'flows-no-aggregates': [
    'Invalid request',
    'groupByProperty={property}: grouping is not implemented; leave it out and group what is answered',
  ],
  'flows-one-value-only': [
    'Invalid request',
    'property: the operator {operator} takes one value, and {field} was given several',
  ],
  'flows-bad-operator': [
    'Invalid request',
    "property: '{filter}' has no operator of this service; use ==, !=, >, >=, <, <= or ~",
  ],
  'flows-state-is-needed': ['Invalid request', '/state can be replaced, not removed; use enabled or disabled'],
  'flows-finalize-is-for-providers': ['Invalid request', 'the action finalize is for providers only'],
  'flows-bad-sort': ['Invalid request', 'orderby: {field} is not a property of these objects'],
  'flows-unsupported-operation': [
    'Invalid request',
    "the operation '{op}' is not supported; use add, replace or remove",
  ],
  'flows-unsupported-action': ['Invalid request', "the action '{action}' is not supported; use {known}"],
  'flows-written-by-services': ['Invalid request', '{kind} cannot be written with this token; {advice}'],
  'flows-unknown-run-flow': ['Invalid request', 'dataflow {id} does not exist in this sandbox'],
  'flows-empty-flow-id': ['Invalid request', 'flowId is empty; give the id of a dataflow'],
  'flows-no-runs-on-demand': ['Invalid request', 'no run of dataflow {id} can be asked for: {why}'],
  'flows-bad-run-transition': [
    'Invalid request',
    'run {id} is in state {status}; RE_TRIGGER does a run again that failed or succeeded in part',
  ],
  'flows-active-flows': [
    'Invalid request',
    'the dataflows {flowIds} hold {id}; delete them first, or make a new connection for them',
  ],
  'flows-bad-filter-field': ['Invalid request', 'property: {field} is not a property of these objects'],
  'flows-bad-query-value': ['Invalid request', '{detail}'],
  'flows-bad-entity-path': ['Invalid request', '{path} cannot be changed; what can is {editable}'],
  'flows-bad-patch': ['Invalid request', 'the patch cannot be applied: {detail}'],
  'flows-bad-state': ['Invalid request', 'state {state} is not a valid value; use enabled or disabled'],
  'flows-delta-column-is-fixed': [
    'Invalid request',
    'params.deltaColumn can be given with the first run only; this dataflow began with {column}',
  ],
  'flows-no-delta-column': [
    'Invalid request',
    'params.deltaColumn can be given with the first run only; this dataflow began without one',
  ],
} as const;

const says = problemTexts(FLOW_PROBLEMS);

/**
 * The body Flow Service shows on the page "Apply access labels to a dataflow": `type` with the code, `report` with
 * `detailed-message`, and the same text as `errorMessage` and `errorDetails`. `detail` is ours, as in the other services.
 * Codes and titles are those of the page "Flow Service error messages".
 */
function problem(code: number, status: number, { title, detail, phrase }: ProblemText, report: object = {}): Problem {
  return new Problem(status, {
    type: `https://ns.adobe.com/aep/errors/FLOW-${code}-${status}`,
    title,
    status,
    detail,
    phrase,
    report: { 'detailed-message': detail, ...report },
    errorMessage: detail,
    errorDetails: detail,
  });
}

function invalid(code: number, text: ProblemText): Problem {
  return problem(code, 400, text);
}

/** The kinds of object Flow Service keeps, as they are named in paths. */
export type Kind = 'connections' | 'sourceConnections' | 'targetConnections' | 'flows';

/** The object of the path is not in this sandbox. */
export function notFound(type: Kind | 'runs' | 'connectionSpecs' | 'flowSpecs', id: string): Problem {
  return problem(1439, 404, says('flows-not-found', { type, id }), {
    id,
    type,
  });
}

/** An object the body names is not in this sandbox. */
export function unknownReference(field: string, id: string): Problem {
  return problem(1101, 404, says('flows-unknown-reference', { field, id }), { id });
}

/** A member of the body is missing or cannot be used; the detail says which and what would be right. */
export function badBody(detail: Said): Problem {
  return invalid(1100, says('flows-bad-body', { detail }));
}

export function emptyBody(): Problem {
  return invalid(1405, says('flows-empty-body'));
}

export function limitWithCount(): Problem {
  return invalid(1401, says('flows-limit-with-count'));
}

export function ifMatchMissing(): Problem {
  return problem(1403, 400, says('flows-if-match-missing'));
}

export function versionMismatch(sent: string, current: string): Problem {
  return problem(1404, 412, says('flows-version-mismatch', { sent, current }));
}

export function stateOnCreate(): Problem {
  return invalid(1410, says('flows-state-on-create'));
}

export function badMappingVersion(id: string, version: number): Problem {
  return invalid(1412, says('flows-bad-mapping-version', { id, version }));
}

/** A spec that does not exist, or that cannot stand where it is named. */
export function badSpec(detail: Said): Problem {
  return invalid(1413, says('flows-bad-spec', { detail }));
}

export function specIsFixed(): Problem {
  return invalid(1414, says('flows-spec-is-fixed'));
}

export function unknownAuthSpec(name: string, specId: string, known: readonly string[]): Problem {
  return invalid(1415, says('flows-unknown-auth-spec', { specId, name, known: known.join(', ') || 'none' }));
}

export function connectionInUse(id: string, flowIds: readonly string[]): Problem {
  return invalid(1418, says('flows-connection-in-use', { id, flowIds: flowIds.join(', ') }));
}

/** What is published can stand only on what is published. */
export function namesDraft(field: string, id: string): Problem {
  return invalid(1421, says('flows-names-draft', { field, id }));
}

/** The source has not what was asked for, or cannot be asked so. */
export function cannotExplore(detail: Said): Problem {
  return invalid(1453, says('flows-cannot-explore', { detail }));
}

/** A draft, or a connection whose secrets or parameters are no good. */
export function notUsable(id: string): Problem {
  return invalid(1445, says('flows-not-usable', { id }));
}

export function nothingToExplore(spec: string): Problem {
  return invalid(1100, says('flows-nothing-to-explore', { spec }));
}

/** The source refused the connection's credentials. */
export function sourceRefused(detail: Said): Problem {
  return invalid(1100, says('flows-source-refused', { detail }));
}

export function sourceUnreachable(detail: Said): Problem {
  return problem(1103, 503, says('flows-source-unreachable', { detail }));
}

export function sourceTimedOut(ms: number): Problem {
  return problem(1104, 504, says('flows-source-timed-out', { time: sayOfDuration(ms) }));
}

/** A mapping that is missing, does not exist, or must not be there. */
export function badMapping(detail: Said): Problem {
  return invalid(1419, says('flows-bad-mapping', { detail }));
}

export function stateNotChangeable(state: string): Problem {
  return invalid(1420, says('flows-state-not-changeable', { state }));
}

export function actionNotAllowed(action: string, state: string): Problem {
  return invalid(1422, says('flows-action-not-allowed', { action, state }));
}

export function schemasDiffer(datasetId: string, datasetSchema: string, mappingSchema: string): Problem {
  return invalid(1425, says('flows-schemas-differ', { datasetId, datasetSchema, mappingSchema }));
}

/** `subOp` belongs to the finalize actions, which are for providers. */
export function subOperationNotAllowed(action: string): Problem {
  return invalid(1406, says('flows-sub-operation-not-allowed', { action }));
}

export function badPercent(value: unknown): Problem {
  return invalid(1407, says('flows-bad-percent', { value: String(value) }));
}

export function unsupportedSubOperation(subOp: string): Problem {
  return invalid(1436, says('flows-unsupported-sub-operation', { subOp }));
}

export function unsupportedStatus(value: unknown): Problem {
  return invalid(1437, says('flows-unsupported-status', { value: String(value) }));
}

export function noAggregates(property: string): Problem {
  return invalid(1441, says('flows-no-aggregates', { property }));
}

export function oneValueOnly(operator: string, field: string): Problem {
  return invalid(1443, says('flows-one-value-only', { operator, field }));
}

export function badOperator(filter: string): Problem {
  return invalid(1448, says('flows-bad-operator', { filter }));
}

export function stateIsNeeded(): Problem {
  return invalid(1457, says('flows-state-is-needed'));
}

export function finalizeIsForProviders(): Problem {
  return invalid(1402, says('flows-finalize-is-for-providers'));
}

export function badSort(field: string): Problem {
  return invalid(1432, says('flows-bad-sort', { field }));
}

export function unsupportedOperation(op: string): Problem {
  return invalid(1434, says('flows-unsupported-operation', { op }));
}

export function unsupportedAction(action: string, known: readonly string[]): Problem {
  return invalid(1435, says('flows-unsupported-action', { action, known: known.join(', ') }));
}

/** Specs come with their connectors and runs say what happened: services write them, callers cannot. */
export function writtenByServices(kind: 'connectionSpecs' | 'flowSpecs' | 'runs'): Problem {
  const advice = sayOfFlows(kind === 'runs' ? 'flows-ask-for-runs' : 'flows-sources-are-folders');
  return invalid(kind === 'runs' ? 1427 : 1426, says('flows-written-by-services', { kind, advice }));
}

/** A run was asked for a dataflow that does not exist. */
export function unknownRunFlow(id: string): Problem {
  return invalid(1430, says('flows-unknown-run-flow', { id }));
}

export function emptyFlowId(): Problem {
  return invalid(1446, says('flows-empty-flow-id'));
}

/** The page gives no code for it: the body asks for something that cannot be. */
export function noRunsOnDemand(id: string, why: Said): Problem {
  return invalid(1100, says('flows-no-runs-on-demand', { id, why }));
}

export function deltaColumnIsFixed(column: string | undefined): Problem {
  return invalid(
    1100,
    column === undefined ? says('flows-no-delta-column') : says('flows-delta-column-is-fixed', { column }),
  );
}

/** A run is done again only when it went wrong. */
export function badRunTransition(id: string, status: string): Problem {
  return invalid(1422, says('flows-bad-run-transition', { id, status }));
}

export function activeFlows(id: string, flowIds: readonly string[]): Problem {
  return invalid(1447, says('flows-active-flows', { flowIds: flowIds.join(', '), id }));
}

export function badFilterField(field: string): Problem {
  return invalid(1449, says('flows-bad-filter-field', { field }));
}

/** A query parameter that cannot be read. */
export function badQueryValue(detail: Said): Problem {
  return invalid(1453, says('flows-bad-query-value', { detail }));
}

/** The path of a patch leads to nothing a caller may change. */
export function badEntityPath(path: string, editable: Iterable<string>): Problem {
  return invalid(1411, says('flows-bad-entity-path', { path, editable: [...editable].join(', ') }));
}

/** A patch without a path, or whose path leads to something that is not there. */
export function badPatch(detail: Said): Problem {
  return invalid(1455, says('flows-bad-patch', { detail }));
}

export function badState(state: string): Problem {
  return invalid(1456, says('flows-bad-state', { state }));
}
