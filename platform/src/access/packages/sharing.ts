import { type Actor, type Call, type Clock, type Ids, type Scope, Turns } from '../../kernel/index.ts';
import { type Collection, createCollection, type Document, type Tables } from '../../stores/index.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { noPackage, noPartner, noPartnership, noTransfer, packageState, partnershipOver } from '../errors.ts';
import type { Organisation } from '../organisations.ts';
import { sayOfAccess } from '../phrases.ts';
import type { StoredPackage, StoredPackages } from './stored-package.ts';
import type { Tooling } from './tooling.ts';

export type PartnershipStatus = 'APPROVAL_PENDING' | 'APPROVED' | 'REJECTED';

/** One organisation's wish to send packages to another; approved by the other, it may. */
export interface Partnership {
  readonly sourceOrg: string;
  readonly targetOrg: string;
  readonly status: PartnershipStatus;
  readonly history: readonly {
    readonly actionTakenBy: string;
    readonly actionTakenByName: string;
    readonly actionTakenByImsOrgID: string;
    readonly action: 'INITIATED' | 'APPROVED' | 'REJECTED';
    readonly actionTimeStamp: number;
    readonly reason: string | null;
  }[];
}

/** A package that went from one organisation to another: sent to a partner, or taken because it is public. */
export interface Transfer {
  readonly sourceOrg: string;
  readonly targetOrg: string;
  readonly packageId: string;
  readonly packageName: string;
  readonly requestType: 'PRIVATE' | 'PUBLIC';
  readonly initiatedBy: string;
  /** The package it became. */
  readonly copyId: string;
}

interface Deps {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly packages: StoredPackages;
  readonly tooling: Tooling;
  readonly organisation: (org: string) => Organisation | undefined;
  /** The default sandbox of an organisation. */
  readonly home: (org: string) => Scope | undefined;
  /** All active sandboxes of an organisation. */
  readonly sandboxes: (org: string) => readonly Scope[];
  readonly nameOf: (actor: Actor) => string;
  readonly audit: Pick<AuditLog, 'record'>;
}

/** Both organisations see them, so they belong to none. */
const INSTALLATION = 'installation';
/** Of one organisation; older ones are forgotten, the packages stay. */
const MOST_TRANSFERS = 1_000;

/**
 * Packages across the organisations of an installation: by a partnership that the receiver approved, or because a package was
 * made public. What arrives is a copy of its own, without ids, secrets or data of the organisation it came from.
 */
export class Sharing {
  readonly #deps: Deps;
  readonly #partnerships: Collection<Partnership>;
  readonly #transfers: Collection<Transfer>;
  /** Changes of partnerships one after another, so that of two answers to a request the first holds. */
  readonly #turns = new Turns();

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#partnerships = createCollection(deps.tables, 'exim-partnership');
    this.#transfers = createCollection(deps.tables, 'exim-transfer');
  }

  #step({ actor }: Call, action: Partnership['history'][number]['action'], reason: string | null) {
    return {
      actionTakenBy: actor.userId,
      actionTakenByName: this.#deps.nameOf(actor),
      actionTakenByImsOrgID: actor.org,
      action,
      actionTimeStamp: this.#deps.clock(),
      reason,
    } as const;
  }

  /** Asks another organisation; the reason when it cannot be asked. */
  ask(call: Call, targetOrg: string): Promise<Document<Partnership> | string> {
    const sourceOrg = call.scope.org;
    return this.#turns.take(INSTALLATION, async () => {
      if (targetOrg === sourceOrg) return 'this is your own organisation';
      if (this.#deps.organisation(targetOrg) === undefined) return 'there is no such organisation in this installation';
      const all = await this.#partnerships.list(INSTALLATION);
      const open = all.find(
        ({ body }) => body.sourceOrg === sourceOrg && body.targetOrg === targetOrg && body.status !== 'REJECTED',
      );
      if (open !== undefined) return `the partnership is ${open.body.status} already`;
      const partnership: Partnership = {
        sourceOrg,
        targetOrg,
        status: 'APPROVAL_PENDING',
        history: [this.#step(call, 'INITIATED', null)],
      };
      const change = { by: call.actor.userId, at: this.#deps.clock() };
      return this.#partnerships.insert(INSTALLATION, this.#deps.ids.hex(32), partnership, change);
    });
  }

  /** Only the organisation that was asked decides, once. */
  decide(call: Call, id: string, status: 'APPROVED' | 'REJECTED', reason: string): Promise<Document<Partnership>> {
    return this.#turns.take(INSTALLATION, async () => {
      const found = await this.#partnerships.get(INSTALLATION, id);
      if (found?.body.targetOrg !== call.scope.org) throw noPartnership(id);
      if (found.body.status !== 'APPROVAL_PENDING') throw partnershipOver(found.body.status);
      const body = { ...found.body, status, history: [...found.body.history, this.#step(call, status, reason)] };
      const change = { by: call.actor.userId, at: this.#deps.clock() };
      return this.#partnerships.update(INSTALLATION, id, found.version, body, change);
    });
  }

  async partnerships({ scope }: Call, side: 'INCOMING' | 'OUTGOING'): Promise<readonly Document<Partnership>[]> {
    const all = await this.#partnerships.list(INSTALLATION);
    return all.filter(({ body }) => (side === 'INCOMING' ? body.targetOrg : body.sourceOrg) === scope.org);
  }

  /** Sends a published package to partners: to all of the targets or, when one is no partner, to none. */
  async send(call: Call, packageId: string, targets: readonly string[]): Promise<readonly Document<Transfer>[]> {
    const stored = await this.#deps.tooling.get(call, packageId);
    if (stored.body.status !== 'PUBLISHED') throw packageState(sayOfAccess('package-published-only'));
    const partners = (await this.partnerships(call, 'OUTGOING')).filter(({ body }) => body.status === 'APPROVED');
    const homes = targets.map((org) => {
      const home = partners.some(({ body }) => body.targetOrg === org) ? this.#deps.home(org) : undefined;
      if (home === undefined) throw noPartner(org);
      return home;
    });
    const sent: Document<Transfer>[] = [];
    for (const home of homes) {
      const transfer = await this.#copy(call, stored, home, 'PRIVATE');
      sent.push(transfer);
      await this.#noteArrival(call, home, transfer.body);
    }
    return sent;
  }

  /** The server writes events into the log of the caller's organisation; what arrives in another stands in that one's too. */
  #noteArrival({ actor, requestId, address }: Call, to: Scope, { copyId, packageName }: Transfer): Promise<void> {
    return this.#deps.audit.record({
      imsOrgId: to.org,
      sandboxName: to.sandbox,
      sandboxId: to.sandboxId,
      requestId,
      authId: actor.clientId,
      userEmail: this.#deps.nameOf(actor),
      userIpAddresses: address === undefined ? [] : [address],
      permissionResource: 'packages',
      permissionType: 'WRITE',
      assetType: 'Package',
      assetId: copyId,
      assetName: packageName,
      action: 'Create',
      status: 'Allow',
      failureCode: '',
      enhancedEvents: [],
    });
  }

  /** Takes a public package of another organisation into the sandbox of the call. */
  async take(call: Call, org: string, packageId: string): Promise<Document<Transfer>> {
    const stored = await this.#deps.packages.get(this.#deps.sandboxes(org), packageId);
    const { status, visibility } = stored.body;
    if (status !== 'PUBLISHED' || visibility !== 'PUBLIC') throw noPackage(packageId);
    return this.#copy(call, stored, call.scope, 'PUBLIC');
  }

  async #copy(
    call: Call,
    stored: StoredPackage,
    to: Scope,
    requestType: Transfer['requestType'],
  ): Promise<Document<Transfer>> {
    const by = call.actor.userId;
    const id = this.#deps.ids.hex(32);
    const taken = (await this.#deps.packages.list([to])).some(({ body }) => body.name === stored.body.name);
    const name = taken ? `${stored.body.name} (${id.slice(0, 8)})` : stored.body.name;
    const copy = await this.#deps.packages.add(to, { ...stored.body, name, visibility: 'PRIVATE' }, by);
    const transfer: Transfer = {
      sourceOrg: stored.scope.org,
      targetOrg: to.org,
      packageId: stored.id,
      packageName: stored.body.name,
      requestType,
      initiatedBy: by,
      copyId: copy.id,
    };
    const added = await this.#transfers.insert(INSTALLATION, id, transfer, { by, at: this.#deps.clock() });
    const sent = (await this.#transfers.list(INSTALLATION)).filter(({ body }) => body.sourceOrg === transfer.sourceOrg);
    for (const { id: old } of sent.slice(0, -MOST_TRANSFERS)) await this.#transfers.remove(INSTALLATION, old);
    return added;
  }

  /** Those the caller's organisation sent or got. */
  async transfers({ scope }: Call, requestType: Transfer['requestType']): Promise<readonly Document<Transfer>[]> {
    const all = await this.#transfers.list(INSTALLATION);
    return all.filter(
      ({ body }) => body.requestType === requestType && [body.sourceOrg, body.targetOrg].includes(scope.org),
    );
  }

  /** Throws the problem when there is none of the caller's organisation. */
  async transfer({ scope }: Call, id: string): Promise<Document<Transfer>> {
    const found = await this.#transfers.get(INSTALLATION, id);
    if (found === undefined || ![found.body.sourceOrg, found.body.targetOrg].includes(scope.org)) throw noTransfer(id);
    return found;
  }
}
