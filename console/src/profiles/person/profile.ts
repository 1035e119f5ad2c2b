import { ApiError } from '@meniscus/client';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';

/** A merged profile, as the entities call answers. */
export interface Profile {
  readonly entityId: string;
  readonly mergePolicy: { readonly id: string };
  readonly sources: readonly string[];
  readonly identityGraph: readonly string[];
  readonly entity: Entity;
  readonly lastModifiedAt: string;
}

export type Entity = Readonly<Record<string, unknown>> & {
  readonly identities?: readonly Identity[];
  readonly segmentMembership?: Readonly<Record<string, Readonly<Record<string, MembershipState>>>>;
};

export interface Identity {
  readonly id: string;
  readonly namespace: { readonly code: string };
  /** The identity that was asked for. */
  readonly primary?: boolean;
}

export interface MembershipState {
  readonly status: string;
  readonly lastQualificationTime: string;
}

/** The person of a page, and how their fragments are merged. */
export interface Subject {
  readonly xid: string;
  /** Id of a merge policy; empty: the default one. */
  readonly policy: string;
}

/** The merged profile of a person with its computed attributes; null when nothing is known of them. */
export function useProfile({ xid, policy }: Subject) {
  const client = useClient();
  return useQuery({
    queryKey: ['profile', xid, policy],
    queryFn: async () => {
      // An address that names nobody; so is the one of the next page, for the moment until that page is there.
      if (xid === '') return null;
      const query = {
        'schema.name': '_xdm.context.profile',
        entityId: xid,
        mergePolicyId: policy || undefined,
        withCA: true,
      };
      try {
        return Object.values((await client.call('getEntity', { query })) as Readonly<Record<string, Profile>>)[0]!;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
  });
}

/** The value at a dotted path, as text; undefined where there is none or it is not one value. */
export function textAt(entity: Entity, path: string): string | undefined {
  let at: unknown = entity;
  for (const name of path.split('.')) at = (at as Record<string, unknown> | null | undefined)?.[name];
  return typeof at === 'string' || typeof at === 'number' ? String(at) : undefined;
}

/** What a person is called: their name, else the identity they were asked for by. */
export function nameOf({ entity, entityId }: Profile): string {
  const full = textAt(entity, 'person.name.fullName');
  const parts = [textAt(entity, 'person.name.firstName'), textAt(entity, 'person.name.lastName')];
  const name = full ?? parts.filter((part) => part !== undefined).join(' ');
  if (name !== '') return name;
  const { identities = [] } = entity;
  return (identities.find(({ primary }) => primary) ?? identities[0])?.id ?? entityId;
}
