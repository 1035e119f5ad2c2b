import { Problem } from '../kernel/index.ts';

/**
 * The body Flow Service shows on the page "Apply access labels to a dataflow": `type` with the code, `report` with
 * `detailed-message`, and the same text as `errorMessage` and `errorDetails`. `detail` is ours, as in the other services.
 * Codes and titles are those of the page "Flow Service error messages".
 */
function problem(code: number, status: number, title: string, detail: string, report: object = {}): Problem {
  return new Problem(status, {
    type: `https://ns.adobe.com/aep/errors/FLOW-${code}-${status}`,
    title,
    status,
    detail,
    report: { 'detailed-message': detail, ...report },
    errorMessage: detail,
    errorDetails: detail,
  });
}

function invalid(code: number, detail: string): Problem {
  return problem(code, 400, 'Invalid request', detail);
}

/** The kinds of object Flow Service keeps, as they are named in paths. */
export type Kind = 'connections' | 'sourceConnections' | 'targetConnections' | 'flows';

/** The object of the path is not in this sandbox. */
export function notFound(type: Kind | 'runs' | 'connectionSpecs' | 'flowSpecs', id: string): Problem {
  return problem(1439, 404, 'Resource not found', `The requested ${type} resource ${id} is not found in this sandbox`, {
    id,
    type,
  });
}

/** An object the body names is not in this sandbox. */
export function unknownReference(field: string, id: string): Problem {
  return problem(1101, 404, 'Resource not found', `${field}: ${id} does not exist in this sandbox`, { id });
}

/** A member of the body is missing or cannot be used; the detail says which and what would be right. */
export function badBody(detail: string): Problem {
  return invalid(1100, detail);
}

export function emptyBody(): Problem {
  return invalid(1405, 'the request has no body; send a JSON document');
}

export function limitWithCount(): Problem {
  return invalid(1401, 'limit and count cannot be given together; send one of them');
}

export function ifMatchMissing(): Problem {
  return problem(1403, 400, 'Header is missing', "the header 'If-Match' is missing; send the etag of the object");
}

export function versionMismatch(sent: string, current: string): Problem {
  return problem(
    1404,
    412,
    'Version not matching',
    `the version ${sent} of If-Match is not the current one, which is ${current}; read the object again and repeat the change`,
  );
}

export function stateOnCreate(): Problem {
  return invalid(
    1410,
    '`state` cannot be given when a dataflow is made; use mode=draft, or the action disable afterwards',
  );
}

export function badMappingVersion(id: string, version: number): Problem {
  return invalid(
    1412,
    `mapping set ${id} has no published version ${version}; give one it has, or none for the latest`,
  );
}

/** A spec that does not exist, or that cannot stand where it is named. */
export function badSpec(detail: string): Problem {
  return invalid(1413, detail);
}

export function specIsFixed(): Problem {
  return invalid(1414, 'the connection spec of a connection cannot be changed; make a new connection');
}

export function unknownAuthSpec(name: string, specId: string, known: readonly string[]): Problem {
  return invalid(1415, `connection spec ${specId} has no auth spec '${name}'; it has ${known.join(', ') || 'none'}`);
}

export function connectionInUse(id: string, flowIds: readonly string[]): Problem {
  return invalid(1418, `base connection ${id} is used by the dataflows ${flowIds.join(', ')}; delete them first`);
}

/** What is published can stand only on what is published. */
export function namesDraft(field: string, id: string): Problem {
  return invalid(1421, `${field}: ${id} is a draft; publish it first with the action publish`);
}

/** The source has not what was asked for, or cannot be asked so. */
export function cannotExplore(detail: string): Problem {
  return invalid(1453, detail);
}

/** A draft, or a connection whose secrets or parameters are no good. */
export function notUsable(id: string): Problem {
  return invalid(
    1445,
    `connection ${id} cannot be used: it must be enabled, and its parameters must fit its auth spec`,
  );
}

export function nothingToExplore(spec: string): Problem {
  return invalid(1100, `${spec} has nothing to explore: its records are known when they come`);
}

/** The source refused the connection's credentials. */
export function sourceRefused(detail: string): Problem {
  return invalid(1100, `the source refused: ${detail}`);
}

export function sourceUnreachable(detail: string): Problem {
  return problem(1103, 503, 'Service unavailable', `the source cannot be reached: ${detail}`);
}

export function sourceTimedOut(seconds: number): Problem {
  return problem(1104, 504, 'Gateway timeout', `the source did not answer within ${seconds} seconds; try again`);
}

/** A mapping that is missing, does not exist, or must not be there. */
export function badMapping(detail: string): Problem {
  return invalid(1419, detail);
}

export function stateNotChangeable(state: string): Problem {
  return invalid(1420, `a dataflow in state ${state} cannot change its state by an update; use the action publish`);
}

export function actionNotAllowed(action: string, state: string): Problem {
  return invalid(1422, `the action ${action} cannot be applied in state ${state}`);
}

export function schemasDiffer(datasetId: string, datasetSchema: string, mappingSchema: string): Problem {
  return invalid(
    1425,
    `dataset ${datasetId} has schema ${datasetSchema} but the mapping set is made for ${mappingSchema}; use a mapping set with the dataset's schema as output schema`,
  );
}

/** `subOp` belongs to the finalize actions, which are for providers. */
export function subOperationNotAllowed(action: string): Problem {
  return invalid(1406, `the action ${action} takes no subOp; leave it out`);
}

export function badPercent(value: unknown): Problem {
  return invalid(1407, `percentCompleted is ${String(value)}; it must be a number from 0 to 100`);
}

export function unsupportedSubOperation(subOp: string): Problem {
  return invalid(1436, `the subOp '${subOp}' is not supported; the documented ones are APPLY, ROLLBACK and PROGRESS`);
}

export function unsupportedStatus(value: unknown): Problem {
  return invalid(1437, `status.value ${String(value)} is not a status`);
}

export function noAggregates(property: string): Problem {
  return invalid(
    1441,
    `groupByProperty=${property}: grouping is not implemented; leave it out and group what is answered`,
  );
}

export function oneValueOnly(operator: string, field: string): Problem {
  return invalid(1443, `property: the operator ${operator} takes one value, and ${field} was given several`);
}

export function badOperator(filter: string): Problem {
  return invalid(1448, `property: '${filter}' has no operator of this service; use ==, !=, >, >=, <, <= or ~`);
}

export function stateIsNeeded(): Problem {
  return invalid(1457, '/state can be replaced, not removed; use enabled or disabled');
}

export function finalizeIsForProviders(): Problem {
  return invalid(1402, 'the action finalize is for providers only');
}

export function badSort(field: string): Problem {
  return invalid(1432, `orderby: ${field} is not a property of these objects`);
}

export function unsupportedOperation(op: string): Problem {
  return invalid(1434, `the operation '${op}' is not supported; use add, replace or remove`);
}

export function unsupportedAction(action: string, known: readonly string[]): Problem {
  return invalid(1435, `the action '${action}' is not supported; use ${known.join(', ')}`);
}

/** Specs come with their connectors and runs say what happened: services write them, callers cannot. */
export function writtenByServices(kind: 'connectionSpecs' | 'flowSpecs' | 'runs'): Problem {
  const advice = kind === 'runs' ? 'POST /runs asks for a run' : 'a new source is a folder of the platform';
  return invalid(kind === 'runs' ? 1427 : 1426, `${kind} cannot be written with this token; ${advice}`);
}

/** A run was asked for a dataflow that does not exist. */
export function unknownRunFlow(id: string): Problem {
  return invalid(1430, `dataflow ${id} does not exist in this sandbox`);
}

export function emptyFlowId(): Problem {
  return invalid(1446, 'flowId is empty; give the id of a dataflow');
}

/** The page gives no code for it: the body asks for something that cannot be. */
export function noRunsOnDemand(id: string, why: string): Problem {
  return invalid(1100, `no run of dataflow ${id} can be asked for: ${why}`);
}

export function deltaColumnIsFixed(column: string | undefined): Problem {
  return invalid(
    1100,
    `params.deltaColumn can be given with the first run only; this dataflow ${column === undefined ? 'began without one' : `began with ${column}`}`,
  );
}

/** A run is done again only when it went wrong. */
export function badRunTransition(id: string, status: string): Problem {
  return invalid(1422, `run ${id} is in state ${status}; RE_TRIGGER does a run again that failed or succeeded in part`);
}

export function activeFlows(id: string, flowIds: readonly string[]): Problem {
  return invalid(
    1447,
    `the dataflows ${flowIds.join(', ')} hold ${id}; delete them first, or make a new connection for them`,
  );
}

export function badFilterField(field: string): Problem {
  return invalid(1449, `property: ${field} is not a property of these objects`);
}

/** A query parameter that cannot be read. */
export function badQueryValue(detail: string): Problem {
  return invalid(1453, detail);
}

/** The path of a patch leads to nothing a caller may change. */
export function badEntityPath(path: string, editable: Iterable<string>): Problem {
  return invalid(1411, `${path} cannot be changed; what can is ${[...editable].join(', ')}`);
}

/** A patch without a path, or whose path leads to something that is not there. */
export function badPatch(detail: string): Problem {
  return invalid(1455, `the patch cannot be applied: ${detail}`);
}

export function badState(state: string): Problem {
  return invalid(1456, `state ${state} is not a valid value; use enabled or disabled`);
}
