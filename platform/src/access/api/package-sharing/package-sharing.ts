import { Type } from 'typebox';
import { type Call, type Route, route, together } from '../../../kernel/index.ts';
import type { Document } from '../../../stores/index.ts';
import { objectOf, optionalText, textOf, textsOf } from '../../body.ts';
import { badBody, badQuery } from '../../errors.ts';
import type { Organisation } from '../../organisations.ts';
import type { Partnership, Sharing, Transfer } from '../../packages/sharing.ts';
import { sayOfAccess } from '../../phrases.ts';
import { PAGE, toolingPage } from '../packages/package-answers.ts';
import { BASE, READ, SERVICE, WRITE } from '../packages/packages.ts';

const MOST_TARGETS = 50;
const REGION = 'local';
const PARTNERSHIP = Type.Object({
  id: Type.String(),
  sourceIMSOrgId: Type.String(),
  targetIMSOrgId: Type.String(),
  status: Type.String(),
  linkingId: Type.String(),
});
const TRANSFER = Type.Object({
  id: Type.String(),
  sourceIMSOrgId: Type.String(),
  targetIMSOrgId: Type.String(),
  packageId: Type.String(),
  status: Type.String(),
  requestType: Type.String(),
});
const PAGED = (data: ReturnType<typeof Type.Object>) => Type.Object({ ...PAGE, data: Type.Array(data) });

type NameOf = (org: string) => string;

/** Only what says who, and when: user ids of the other organisation are in the history, as documented. */
function partnershipAnswer(
  { id, version, body, createdAt, updatedAt, createdBy, updatedBy }: Document<Partnership>,
  nameOf: NameOf,
) {
  const [first, last] = [body.history[0]!, body.history.at(-1)!];
  return {
    id,
    version: version - 1,
    createdDate: createdAt,
    modifiedDate: updatedAt,
    createdBy,
    modifiedBy: updatedBy,
    sourceIMSOrgId: body.sourceOrg,
    targetIMSOrgId: body.targetOrg,
    sourceRegion: REGION,
    targetRegion: REGION,
    sourceOrgName: nameOf(body.sourceOrg),
    sourceIMSOrgName: nameOf(body.sourceOrg),
    targetOrgName: nameOf(body.targetOrg),
    status: body.status,
    createdByName: first.actionTakenByName,
    modifiedByName: last.actionTakenByName,
    modifiedByIMSOrgId: last.actionTakenByImsOrgID,
    statusHistory: JSON.stringify(body.history),
    linkingId: id,
  };
}

function transferAnswer(
  { id, version, body, createdAt, updatedAt, createdBy, updatedBy }: Document<Transfer>,
  nameOf: NameOf,
) {
  return {
    id,
    version: version - 1,
    createdDate: createdAt,
    modifiedDate: updatedAt,
    completedTime: updatedAt,
    createdBy,
    modifiedBy: updatedBy,
    sourceIMSOrgId: body.sourceOrg,
    sourceOrgName: nameOf(body.sourceOrg),
    targetIMSOrgId: body.targetOrg,
    targetOrgName: nameOf(body.targetOrg),
    packageId: body.packageId,
    packageName: body.packageName,
    status: 'COMPLETED',
    initiatedBy: body.initiatedBy,
    requestType: body.requestType,
  };
}

function oneOf<const T extends string>({ query }: Call, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === query.requestType);
  if (found === undefined) throw badQuery(sayOfAccess('sharing-request-type', { known: together('or', allowed) }));
  return found;
}

function targetsIn(value: unknown, pointer: string): readonly string[] {
  const targets = textsOf(value, pointer);
  if (targets.length === 0 || targets.length > MOST_TARGETS)
    throw badBody(pointer, sayOfAccess('sharing-targets', { most: MOST_TARGETS }));
  return targets;
}

/** Partnerships and transfers between organisations (page "Sandbox tooling: sharing packages across organizations"). */
export function packageSharingRoutes(
  sharing: Sharing,
  organisation: (org: string) => Organisation | undefined,
): readonly Route[] {
  const nameOf = (org: string) => organisation(org)?.name ?? org;
  const common = { service: SERVICE } as const;
  const partners = `${BASE}/handshake`;
  const transfers = `${BASE}/transfer`;
  return [
    route({
      ...common,
      id: 'createPartnershipRequests',
      method: 'POST',
      path: `${partners}/bulkCreate`,
      summary: 'Asks other organisations of the installation to take packages of the caller’s.',
      access: WRITE,
      body: Type.Object({
        targetIMSOrgIds: Type.Array(Type.String()),
        sourceIMSDetails: Type.Object({ id: Type.String(), name: Type.String() }),
      }),
      responses: {
        201: {
          description: 'By organisation: the partnership, or why it was not asked.',
          schema: Type.Object({
            successfulRequests: Type.Record(Type.String(), PARTNERSHIP),
            failedRequests: Type.Record(Type.String(), Type.Unknown()),
          }),
        },
      },
      async handle(call: Call) {
        const given = objectOf(call.body);
        if (textOf(objectOf(given.sourceIMSDetails), 'id') !== call.scope.org)
          throw badBody('/sourceIMSDetails/id', sayOfAccess('sharing-source'));
        const successfulRequests: Record<string, unknown> = {};
        const failedRequests: Record<string, unknown> = {};
        for (const target of targetsIn(given.targetIMSOrgIds ?? [], '/targetIMSOrgIds')) {
          const asked = await sharing.ask(call, target);
          if (typeof asked === 'string') failedRequests[target] = { reason: asked };
          else successfulRequests[target] = partnershipAnswer(asked, nameOf);
        }
        return { status: 201, body: { successfulRequests, failedRequests } };
      },
    }),
    route({
      ...common,
      id: 'updatePartnershipRequest',
      method: 'POST',
      path: `${partners}/action`,
      summary: 'Approves or rejects a partnership the caller’s organisation was asked for.',
      access: WRITE,
      body: Type.Object({ linkingID: Type.String(), status: Type.String(), reason: Type.Optional(Type.String()) }),
      responses: {
        201: { description: 'The partnership.', schema: PARTNERSHIP },
        404: { description: 'No such request to this organisation.' },
        409: { description: 'It is decided already.' },
      },
      async handle(call: Call) {
        const given = objectOf(call.body);
        const { status } = given;
        if (status !== 'APPROVED' && status !== 'REJECTED') throw badBody('/status', sayOfAccess('sharing-status'));
        const reason = optionalText(given, 'reason') ?? '';
        const decided = await sharing.decide(call, textOf(given, 'linkingID'), status, reason);
        return { status: 201, body: partnershipAnswer(decided, nameOf) };
      },
    }),
    route({
      ...common,
      id: 'listPartnershipRequests',
      method: 'GET',
      path: `${partners}/list`,
      summary: 'Partnerships of the organisation; requestType INCOMING or OUTGOING, property, orderBy, start, limit.',
      access: READ,
      responses: { 200: { description: 'A page of partnerships.', schema: PAGED(PARTNERSHIP) } },
      async handle(call: Call) {
        const all = await sharing.partnerships(call, oneOf(call, ['INCOMING', 'OUTGOING']));
        return {
          body: toolingPage(
            all.map((one) => partnershipAnswer(one, nameOf)),
            call.query,
            `${partners}/list`,
          ),
        };
      },
    }),
    route({
      ...common,
      id: 'createTransfers',
      method: 'POST',
      path: transfers,
      summary: 'Sends a published package to partners: each gets a copy in its default sandbox.',
      access: WRITE,
      body: Type.Object({ packageId: Type.String(), targets: Type.Array(Type.Object({ imsOrgId: Type.String() })) }),
      responses: {
        201: { description: 'The transfers.', schema: Type.Array(TRANSFER) },
        400: { description: 'One of the targets is no partner; none got a copy.' },
      },
      async handle(call: Call) {
        const given = objectOf(call.body);
        const targets = Array.isArray(given.targets)
          ? given.targets.map((one) => textOf(objectOf(one), 'imsOrgId'))
          : [];
        const sent = await sharing.send(call, textOf(given, 'packageId'), targetsIn(targets, '/targets'));
        return { status: 201, body: sent.map((one) => transferAnswer(one, nameOf)) };
      },
    }),
    route({
      ...common,
      id: 'listTransfers',
      method: 'GET',
      path: `${transfers}/list`,
      summary:
        'Transfers from and to the organisation; requestType PRIVATE or PUBLIC, property, orderBy, start, limit.',
      access: READ,
      responses: { 200: { description: 'A page of transfers.', schema: PAGED(TRANSFER) } },
      async handle(call: Call) {
        const all = await sharing.transfers(call, oneOf(call, ['PRIVATE', 'PUBLIC']));
        return {
          body: toolingPage(
            all.map((one) => transferAnswer(one, nameOf)),
            call.query,
            `${transfers}/list`,
          ),
        };
      },
    }),
    route({
      ...common,
      id: 'getTransfer',
      method: 'GET',
      path: `${transfers}/:transferId`,
      summary: 'One transfer from or to the organisation.',
      access: READ,
      responses: { 200: { description: 'The transfer.', schema: TRANSFER }, 404: { description: 'No such transfer.' } },
      handle: async (call: Call) => ({
        body: transferAnswer(await sharing.transfer(call, call.params.transferId!), nameOf),
      }),
    }),
    route({
      ...common,
      id: 'createPublicTransfer',
      method: 'POST',
      path: `${transfers}/pullRequest`,
      summary: 'Takes a public package of another organisation into this sandbox.',
      access: WRITE,
      body: Type.Object({ imsOrgId: Type.String(), packageId: Type.String() }),
      responses: {
        201: { description: 'The transfer.', schema: TRANSFER },
        404: { description: 'That organisation has no such public package.' },
      },
      async handle(call: Call) {
        const given = objectOf(call.body);
        const taken = await sharing.take(call, textOf(given, 'imsOrgId'), textOf(given, 'packageId'));
        return { status: 201, body: transferAnswer(taken, nameOf) };
      },
    }),
  ];
}
