import type { Eligibility } from '@meniscus/languages/pql';
import type { Scope } from '../kernel/index.ts';
import type { AudienceBody, EvaluationMethod, StoredAudience } from './audience.ts';

/** What an answer says beyond what is stored. */
export interface Surroundings {
  /** Undefined for external audiences, which have no rule. */
  readonly eligibility: Eligibility | undefined;
  /** Audiences it asks about, and audiences that ask about it. */
  readonly dependencies: readonly string[];
  readonly dependents: readonly string[];
}

const PROFILE_UNION = {
  'meta:resourceType': 'unions',
  'meta:containerId': 'tenant',
  $ref: 'https://ns.adobe.com/xdm/context/profile__union',
};

/** The object both APIs answer with: a segment definition is an audience with fewer fields, so it is given them all. */
export function renderAudience(scope: Scope, document: StoredAudience, around: Surroundings): Record<string, unknown> {
  const { id, body, createdAt, updatedAt, createdBy, updatedBy, version } = document;
  const { method, ruleSince, audienceId, ...stored } = body;
  return {
    id,
    audienceId: audienceId ?? id,
    ...stored,
    profileInstanceId: 'ups',
    imsOrgId: scope.org,
    sandbox: sandboxOf(scope),
    ...(body.type === 'SegmentDefinition' ? ruleParts(method, around) : {}),
    isSystem: false,
    saveSegmentMembership: true,
    createdBy,
    lastModifiedBy: updatedBy,
    creationTime: createdAt,
    createEpoch: Math.floor(createdAt / 1000),
    updateTime: updatedAt,
    updateEpoch: Math.floor(updatedAt / 1000),
    baselineTime: ruleSince,
    _etag: `"${updatedAt.toString(16)}-${version}"`,
  };
}

export function sandboxOf({ sandbox, sandboxId, sandboxType }: Scope): Record<string, unknown> {
  return { sandboxId, sandboxName: sandbox, type: sandboxType, default: sandbox === 'prod' };
}

function ruleParts(
  method: AudienceBody['method'],
  { eligibility, dependencies, dependents }: Surroundings,
): Record<string, unknown> {
  return {
    evaluationInfo: evaluationInfo(methodOf(method, eligibility)),
    dataGovernancePolicy: { excludeOptOut: true },
    ansibleUiEnabled: false,
    state: 'enabled',
    definedOn: [PROFILE_UNION],
    dependencies,
    dependents,
  };
}

/**
 * What is reported: the method asked for when the rule may use it, otherwise batch without a word, as AEP does. Nothing
 * asked for gives streaming where possible.
 */
export function methodOf(asked: EvaluationMethod | undefined, eligibility: Eligibility | undefined): EvaluationMethod {
  if (asked === 'batch' || eligibility === undefined) return 'batch';
  if (asked === 'synchronous' && eligibility.edge) return 'synchronous';
  return eligibility.streaming ? 'continuous' : 'batch';
}

function evaluationInfo(method: EvaluationMethod): Record<EvaluationMethod, { enabled: boolean }> {
  return {
    batch: { enabled: method === 'batch' },
    continuous: { enabled: method === 'continuous' },
    synchronous: { enabled: method === 'synchronous' },
  };
}
