import { Type } from 'typebox';
import type { Access } from '../../../access/index.ts';
import {
  type Actor,
  type FieldView,
  needs,
  type Route,
  route,
  type Scope,
  sayOfRequest,
} from '../../../kernel/index.ts';
import { badQuery, payloadsNotAllowed, tooManyListeners } from '../../errors.ts';
import { type LiveHub, type LiveStage, STAGES } from '../../live/hub.ts';
import { LiveStream } from '../../live/stream.ts';

const PERMISSIONS = ['view-monitoring-dashboard', 'view-sources', 'manage-sources'];
const PAYLOADS = ['view-profiles', 'manage-profiles'];
const MOST_LISTENERS = 50;
const RATE = 100;
const MOST_RATE = 1000;

interface Parts {
  readonly hub: LiveHub;
  readonly access: Pick<Access, 'authenticate' | 'allows'>;
  readonly fields: (actor: Actor, scope: Scope) => Promise<FieldView>;
}

function text(value: string | readonly string[] | undefined): string | undefined {
  const one = [value ?? ''].flat().at(-1);
  return one === '' ? undefined : one;
}

function stagesOf(value: string | undefined): ReadonlySet<LiveStage> | undefined {
  if (value === undefined) return undefined;
  const stages = value.split(',');
  const bad = stages.find((stage) => !STAGES.includes(stage as LiveStage));
  if (bad !== undefined)
    throw badQuery(sayOfRequest('request-none-of', { name: `stage=${bad}`, known: STAGES.join(', ') }));
  return new Set(stages as LiveStage[]);
}

function rateOf(value: string | undefined): number {
  const rate = Number(value ?? RATE);
  if (!(Number.isInteger(rate) && rate >= 1 && rate <= MOST_RATE))
    throw badQuery(sayOfRequest('request-whole-number', { name: `rate=${value}`, least: 1, most: MOST_RATE }));
  return rate;
}

/** The live tail: every record as it passes, stage by stage, as server-sent events. */
export function liveRoutes({ hub, access, fields: fieldsOf }: Parts): readonly Route[] {
  const open = new Set<LiveStream>();
  return [
    route({
      id: 'streamLive',
      method: 'GET',
      path: '/meniscus/v1/live',
      service: 'Meniscus Monitoring',
      summary:
        'Server-sent events: each record seen passing, stage by stage; payload=true shows personal data to whom it may be shown.',
      access: needs('connections', 'read', ...PERMISSIONS),
      query: Type.Object({
        flowId: Type.Optional(Type.String()),
        inletId: Type.Optional(Type.String()),
        datasetId: Type.Optional(Type.String()),
        stage: Type.Optional(Type.String()),
        rate: Type.Optional(Type.String()),
        payload: Type.Optional(Type.String()),
      }),
      responses: {
        200: { description: 'Events `record`, `dropped`, `gap` and `end`.', contentType: 'text/event-stream' },
      },
      fields: 'filtered',
      handle({ scope, actor, fields, query, headers }) {
        const stages = stagesOf(text(query.stage));
        const payloads = text(query.payload)?.toLowerCase() === 'true';
        const permissions = payloads ? [PERMISSIONS, PAYLOADS] : [PERMISSIONS];
        // A payload is as it was sent: which of its values will stand in hidden fields nobody knows at the door.
        if (payloads && !(fields.whole && access.allows(actor, scope, PAYLOADS))) throw payloadsNotAllowed();
        if (open.size >= MOST_LISTENERS) throw tooManyListeners(MOST_LISTENERS);
        const token = headers.authorization?.replace(/^Bearer\s+/i, '') ?? '';
        const stream = new LiveStream(hub, {
          scope: scope.key,
          filter: {
            ...named('flowId', text(query.flowId)),
            ...named('inletId', text(query.inletId)),
            ...named('datasetId', text(query.datasetId)),
            ...(stages === undefined ? {} : { stages }),
          },
          payloads,
          details: fields.whole,
          rate: rateOf(text(query.rate)),
          ...named('after', headers['last-event-id']),
          allowed: async () =>
            (await access.authenticate(token)) !== undefined &&
            // What was shown while nothing was hidden must not go on once something is.
            (!fields.whole || (await fieldsOf(actor, scope)).whole) &&
            permissions.every((some) => access.allows(actor, scope, some)),
        });
        open.add(stream);
        stream.once('close', () => open.delete(stream));
        const heads = {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        };
        return { headers: heads, body: stream };
      },
    }),
  ];
}

function named<N extends string>(name: N, value: string | undefined): { [K in N]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { [K in N]?: string };
}
