import { identitiesOf } from './identity/index.ts';
import type { LedgerStage, Target } from './ingest/index.ts';
import { ALL_FIELDS } from './kernel/index.ts';
import { reachesProfile } from './pipeline-people.ts';
import type { PersonsParts } from './pipeline-persons.ts';

/** What identity, profile and segmentation have of an entity now: the last stages on the way of a message. */
export async function explainPeople(
  { identity, profile, segmentation }: Pick<PersonsParts, 'identity' | 'profile' | 'segmentation'>,
  target: Target,
  entity: Readonly<Record<string, unknown>>,
): Promise<readonly LedgerStage[]> {
  const { scope } = target;
  const table = identity.namespaces.of(scope.org);
  const { all, primary } = identitiesOf(
    entity as Record<string, unknown>,
    target.schema.identities,
    table,
    identity.rules(scope.key),
    target.schema.behavior === 'time-series',
  );
  const skipped = (stage: string, detail: string): LedgerStage => ({ stage, at: null, outcome: 'skipped', detail });
  const done = (stage: string, detail: string): LedgerStage => ({ stage, at: null, outcome: 'done', detail });
  const linking = target.dataset.identityEnabled
    ? done('identity', all.length < 2 ? 'one identity, nothing to link' : `${all.length} identities linked`)
    : skipped('identity', 'the dataset is not enabled for identity');
  if (!reachesProfile(target) || primary === undefined) {
    const why = primary === undefined ? 'the record has no identity' : 'dataset or schema is not enabled for profile';
    return [linking, skipped('profile', why), skipped('segmentation', why)];
  }
  const asked = { namespaceId: primary.namespace.id, id: primary.id, policy: profile.policies.of(scope.key) };
  const found = await profile.lookup.profile({ scope, fields: ALL_FIELDS }, asked, ['segmentMembership']);
  const memberships =
    (found?.entity.segmentMembership as { ups?: Record<string, { status: string }> } | undefined)?.ups ?? {};
  const inside = Object.values(memberships).filter(({ status }) => status === 'realized').length;
  return [
    linking,
    done('profile', `in the profile of ${primary.namespace.code}`),
    done('segmentation', `${segmentation.audiencesOf(scope.key).all.length} audiences, member of ${inside} now`),
  ];
}
