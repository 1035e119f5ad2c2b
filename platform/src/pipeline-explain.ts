import type { Phrase } from '@meniscus/languages/syntax';
import { identitiesOf } from './identity/index.ts';
import { detailed, type LedgerStage, type Target } from './ingest/index.ts';
import { ALL_FIELDS, ofRecord } from './kernel/index.ts';
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
  const skipped = (stage: string, why: Phrase): LedgerStage => ({
    stage,
    at: null,
    outcome: 'skipped',
    ...detailed(why),
  });
  const done = (stage: string, what: Phrase): LedgerStage => ({ stage, at: null, outcome: 'done', ...detailed(what) });
  const linking = target.dataset.identityEnabled
    ? done('identity', all.length < 2 ? ofRecord('nothing-to-link') : ofRecord('linked', { count: all.length }))
    : skipped('identity', ofRecord('dataset-without-identity'));
  if (!reachesProfile(target) || primary === undefined) {
    const why = ofRecord(primary === undefined ? 'record-without-identity' : 'without-profile');
    return [linking, skipped('profile', why), skipped('segmentation', why)];
  }
  const asked = { namespaceId: primary.namespace.id, id: primary.id, policy: profile.policies.of(scope.key) };
  const found = await profile.lookup.profile({ scope, fields: ALL_FIELDS }, asked, ['segmentMembership']);
  const memberships =
    (found?.entity.segmentMembership as { ups?: Record<string, { status: string }> } | undefined)?.ups ?? {};
  const inside = Object.values(memberships).filter(({ status }) => status === 'realized').length;
  return [
    linking,
    done('profile', ofRecord('in-profile', { code: primary.namespace.code })),
    done('segmentation', ofRecord('memberships', { count: segmentation.audiencesOf(scope.key).all.length, inside })),
  ];
}
