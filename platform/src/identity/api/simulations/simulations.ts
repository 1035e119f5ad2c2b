import type { Said } from '@meniscus/languages/syntax';
import { Type } from 'typebox';
import { needs, type Route, route } from '../../../kernel/index.ts';
import { badSimulation } from '../../errors.ts';
import type { IdentitySettingsStore } from '../../identity-settings.ts';
import { compileRules, type LinkingRules } from '../../linking-rules.ts';
import type { NamespaceTable } from '../../namespaces.ts';
import type { Namespaces } from '../../organisation-namespaces.ts';
import { say } from '../../phrases.ts';
import { readEvents, type SimulatedEvent, simulate } from '../../simulation.ts';
import { readSettings, SETTINGS } from '../settings/settings.ts';

const MOST_EVENTS = 1000;
const MOST_IDENTITIES = 20;

const IDENTITY = Type.Object({ namespace: Type.String(), id: Type.String() });

interface Body {
  readonly events?: unknown;
  readonly settings?: unknown;
}

/** Graph simulation: what events would make of identities, under the sandbox's settings or others. Nothing is kept. */
export function simulationRoutes(namespaces: Namespaces, settings: IdentitySettingsStore): readonly Route[] {
  return [
    route<Body>({
      id: 'simulateIdentityGraph',
      fields: 'none',
      method: 'POST',
      path: '/meniscus/v1/identity/simulations',
      service: 'Meniscus Identity',
      summary: 'Builds the graphs of pasted events and says which links were removed and why.',
      access: needs('identity-graph', 'read', 'view-identity-graph'),
      body: Type.Object({
        events: Type.Union([
          Type.String(),
          Type.Array(Type.Object({ identities: Type.Array(IDENTITY), time: Type.Optional(Type.Unknown()) })),
        ]),
        settings: Type.Optional(Type.Union([SETTINGS, Type.Null()])),
      }),
      responses: {
        200: {
          description: 'Graphs, links in the order they were made, and what each event was refused for.',
          schema: Type.Object({
            graphs: Type.Array(Type.Array(IDENTITY)),
            links: Type.Array(
              Type.Object({ ends: Type.Array(IDENTITY), event: Type.Integer(), removed: Type.Optional(Type.String()) }),
            ),
            events: Type.Array(
              Type.Object({
                primary: Type.Optional(IDENTITY),
                refused: Type.Optional(Type.String()),
                phrase: Type.Optional(Type.Unknown({ description: '`refused` by code, for other languages.' })),
              }),
            ),
          }),
        },
      },
      handle: async ({ scope, body }) => {
        const table = namespaces.of(scope.org);
        const mistakes: Said[] = [];
        const wrong = (mistake: Said) => mistakes.push(mistake);
        const events = eventsOf(body?.events, table, wrong);
        const rules = rulesOf(body, table, () => settings.rules(scope.key), wrong);
        if (mistakes.length > 0) throw badSimulation(mistakes);
        return { body: await simulate(events, rules, table) };
      },
    }),
  ];
}

function ofEvent(index: number, what: Said): Said {
  return say('events-event', { event: index + 1, what });
}

function eventsOf(value: unknown, table: NamespaceTable, wrong: (mistake: Said) => void): readonly SimulatedEvent[] {
  const events = typeof value === 'string' ? readEvents(value, wrong) : listed(value, wrong);
  if (events.length === 0) wrong(say('events-none'));
  if (events.length > MOST_EVENTS) wrong(say('events-many', { count: events.length, most: MOST_EVENTS }));
  for (const [index, { identities }] of events.slice(0, MOST_EVENTS).entries()) {
    if (identities.length > MOST_IDENTITIES) wrong(ofEvent(index, say('events-identities', { most: MOST_IDENTITIES })));
    for (const [code] of identities)
      if (table.byCode(code) === undefined) wrong(ofEvent(index, say('events-namespace', { code })));
  }
  return events;
}

function listed(value: unknown, wrong: (mistake: Said) => void): readonly SimulatedEvent[] {
  if (!Array.isArray(value)) {
    wrong(say('events-form', { shape: '{identities, time}' }));
    return [];
  }
  return (value as readonly unknown[]).map((item, index) => {
    const { identities, time } = (item ?? {}) as Record<string, unknown>;
    const at = typeof time === 'string' ? Date.parse(time) : time;
    if (at !== undefined && (typeof at !== 'number' || !Number.isFinite(at)))
      wrong(ofEvent(index, say('events-no-time')));
    const pairs = (Array.isArray(identities) ? (identities as readonly unknown[]) : []).map((one) => {
      const { namespace, id } = (one ?? {}) as Record<string, unknown>;
      return [String(namespace), String(id ?? '')] as const;
    });
    if (pairs.length < 2) wrong(ofEvent(index, say('events-two')));
    if (pairs.some(([, id]) => id === '')) wrong(ofEvent(index, say('events-no-id')));
    return { identities: pairs, ...(typeof at === 'number' ? { time: at } : {}) };
  });
}

/** `settings: null` simulates without linking rules; left out, those of the sandbox count. */
function rulesOf(
  body: Body | undefined,
  table: NamespaceTable,
  own: () => LinkingRules | undefined,
  wrong: (mistake: Said) => void,
): LinkingRules | undefined {
  if (body?.settings === undefined) return own();
  return body.settings === null ? undefined : compileRules(readSettings(body.settings), table, wrong);
}
