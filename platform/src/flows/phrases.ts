import { sayingOf } from '@meniscus/languages/syntax';

/** What the stage says of bodies, parameters and sources in a sentence of its own, English by code. */
export const FLOW_PHRASES = {
  'flows-mode': 'mode={mode} is not supported; the only mode is draft',
  'flows-limit': 'limit={value} is not valid: give a whole number from 1',
  'flows-continuation': 'continuationToken is not one of this service',
  'flows-schedule-once': 'scheduleParams with frequency once take neither interval nor backfill',
  'flows-schedule-interval':
    'scheduleParams.interval must be a whole number of at least {least} with frequency {frequency}',
  'flows-schedule-begun': 'scheduleParams.startTime has passed and cannot be changed any more',
  'flows-schedule-is-once': 'a dataflow that is scheduled once cannot be scheduled anew; make another one',
  'flows-no-flow-spec': 'flowSpec.id {id} is not a flow spec; GET /flowSpecs lists all',
  'flows-no-connection-spec': 'connectionSpec.id {id} is not a connection spec; GET /connectionSpecs lists all',
  'flows-spec-role': 'connectionSpec.id {id} ({title}) cannot be used as a {role}',
  'flows-spec-of-base': 'base connection {id} is of connection spec {found}, not of {wanted}',
  'flows-spec-gone': 'the source this connection was made for is no longer installed',
  'flows-spec-takes': 'flow spec {id} takes no {role} of connection spec {used}; it takes {allowed}',
  'flows-base-required': 'baseConnectionId is required: {title} has its endpoint on the base connection',
  'flows-auth-required': 'auth is required: specName ({names}) and params',
  'flows-dataset-required': 'params.dataSetId is required: the id of the dataset records go to',
  'flows-schema-id': 'data.schema.id must be the id of a schema',
  'flows-source-needed': 'sourceConnectionIds must hold the id of a source connection',
  'flows-target-needed': 'targetConnectionIds must hold the id of a target connection',
  'flows-connection-ids': '{name} must be an array of connection ids',
  'flows-one-connection': '{name} must hold one id; a dataflow has one source and one target',
  'flows-mapping-needed': 'flow spec {id} needs a transformation Mapping with a mappingId',
  'flows-no-mapping-set':
    'mapping set {id} does not exist in this sandbox, or is a draft and has to be published first',
  'flows-takes-no-mapping': 'flow spec {id} takes records as they are; use a flow spec with mapping',
  'flows-transformations': 'transformations take {example} and nothing else',
  'flows-one-mapping': 'a dataflow has one mapping set',
  'flows-mapping-version': 'transformations: params.mappingVersion must be a whole number',
  'flows-mapping-id': 'transformations: params.mappingId must be the id of a mapping set',
  'flows-partial-percent': 'options.partialIngestionPercent must be a number above 0 and up to 100',
  'flows-patch-path': 'an operation has no path',
  'flows-run-start': 'params.startTime is required: when the run begins, epoch seconds',
  'flows-run-window': 'params.windowEndTime is before params.windowStartTime',
  'flows-delta-column': 'params.deltaColumn must be {example}',
  'flows-run-streams': 'it streams: its records are taken as they come',
  'flows-run-schedule': 'its schedule must have the frequency once',
  'flows-run-state': 'it is in state {state}',
  'flows-run-unread': 'nothing here reads its source',
  'flows-ask-for-runs': 'POST /runs asks for a run',
  'flows-sources-are-folders': 'a new source is a folder of the platform',
  'flows-explore-object': 'objectType={objectType} needs object: the path or name of what to look into',
} as const;

export const sayOfFlows = sayingOf(FLOW_PHRASES);
