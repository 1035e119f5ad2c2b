import { Type } from 'typebox';
import type { Namespaces } from '../../../identity/index.ts';
import { needs, type Route, route, type Scope } from '../../../kernel/index.ts';
import { badExpiry } from '../../errors.ts';
import type { Expirations, ExpiryRuns } from '../../expirations.ts';
import { say } from '../../phrases.ts';

const PATH = '/meniscus/v1/profile/expirations';
const SERVICE = 'Meniscus Profile';
const LONGEST_DAYS = 3650;

const EXPIRATIONS = Type.Object({
  events: Type.Record(Type.String(), Type.Integer()),
  pseudonymous: Type.Optional(Type.Object({ namespaces: Type.Array(Type.String()), days: Type.Integer() })),
});

interface Deps {
  readonly runs: ExpiryRuns;
  readonly namespaces: Namespaces;
  /** Does the sandbox have this dataset of events? */
  readonly isEventDataset: (scope: Scope, id: string) => Promise<boolean>;
}

function isDays(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LONGEST_DAYS;
}

/** Expiry of events and of pseudonymous profiles, which AEP sets by its UI only. */
export function expirationRoutes({ runs, namespaces, isEventDataset }: Deps): readonly Route[] {
  const checked = async (scope: Scope, body: unknown): Promise<Expirations> => {
    const { events = {}, pseudonymous } = (body ?? {}) as { events?: unknown; pseudonymous?: Record<string, unknown> };
    if (typeof events !== 'object' || events === null) throw badExpiry(say('expiry-events'));
    for (const [dataset, days] of Object.entries(events)) {
      if (!isDays(days)) throw badExpiry(say('expiry-days', { dataset, most: LONGEST_DAYS }));
      if (!(await isEventDataset(scope, dataset))) throw badExpiry(say('expiry-no-events', { dataset }));
    }
    if (pseudonymous === undefined) return { events: events as Expirations['events'] };
    const codes = pseudonymous.namespaces;
    if (!Array.isArray(codes) || codes.length === 0 || !isDays(pseudonymous.days))
      throw badExpiry(say('expiry-pseudonymous', { shape: '{namespaces, days}', most: LONGEST_DAYS }));
    for (const code of codes)
      if (namespaces.of(scope.org).byCode(String(code)) === undefined)
        throw badExpiry(say('profile-no-namespace', { code: String(code) }));
    return {
      events: events as Expirations['events'],
      pseudonymous: { namespaces: codes.map(String), days: pseudonymous.days },
    };
  };

  return [
    route({
      id: 'getProfileExpirations',
      fields: 'none',
      method: 'GET',
      path: PATH,
      service: SERVICE,
      summary: 'When events and pseudonymous profiles expire.',
      access: needs('profile-configs', 'read', 'view-merge-policies', 'manage-merge-policies'),
      responses: { 200: { description: 'The settings.', schema: EXPIRATIONS } },
      handle: ({ scope }) => ({ body: runs.of(scope.key) }),
    }),
    route({
      id: 'putProfileExpirations',
      fields: 'none',
      method: 'PUT',
      path: PATH,
      service: SERVICE,
      summary: 'Sets expiry: applied to new events at once, to what is there in the background now and then daily.',
      access: needs('profile-configs', 'write', 'manage-merge-policies'),
      body: EXPIRATIONS,
      responses: { 200: { description: 'The settings.', schema: EXPIRATIONS }, 400: { description: 'What is wrong.' } },
      handle: async ({ scope, body, actor }) => {
        const wanted = await checked(scope, body);
        await runs.save(scope, wanted, actor.userId);
        return { body: wanted };
      },
    }),
  ];
}
