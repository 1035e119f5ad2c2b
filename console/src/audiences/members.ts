import type { Client } from '@meniscus/client';
import { previewOf } from './preview.ts';

/** One person a rule matches, by an identity of theirs. */
export interface Member {
  readonly xid: string;
  /** Code of the namespace, and the value in it. */
  readonly namespace: string;
  readonly id: string;
  /** First and last name, as far as they are known. */
  readonly name: string;
}

interface Entity {
  readonly identityMap?: Readonly<Record<string, readonly { readonly id: string; readonly primary?: boolean }[]>>;
  readonly person?: { readonly name?: { readonly firstName?: string; readonly lastName?: string } };
}

const SAMPLE = 10;

/** Some people whom a rule matches now. Those whose identities are hidden from the caller are left out. */
export async function sampleOf(client: Client, rule: string, signal: AbortSignal): Promise<readonly Member[]> {
  const { xids } = await previewOf(client, rule, { people: SAMPLE, signal });
  if (xids.length === 0) return [];
  const body = {
    schema: { name: '_xdm.context.profile' },
    fields: ['identityMap', 'person.name'],
    identities: xids.map((entityId) => ({ entityId })),
  };
  const found = (await client.call('listEntities', { body })) as Readonly<Record<string, { readonly entity: Entity }>>;
  return xids.flatMap((xid) => memberOf(xid, found[xid]?.entity) ?? []);
}

function memberOf(xid: string, { identityMap = {}, person }: Entity = {}): Member | undefined {
  const all = Object.entries(identityMap).flatMap(([namespace, list]) => list.map((one) => ({ ...one, namespace })));
  const identity = all.find(({ primary }) => primary === true) ?? all[0];
  if (identity === undefined) return undefined;
  const name = [person?.name?.firstName, person?.name?.lastName].filter((part) => part !== undefined).join(' ');
  return { xid, namespace: identity.namespace, id: identity.id, name };
}
