import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Logger } from 'pino';
import { type Clock, type Meter, Problem, type Timers } from '../kernel/index.ts';
import type { InnerCall } from '../server/index.ts';
import { type Perch, setUpPerch } from './set-up.ts';

/** How the last canary event fared. */
export interface CanaryReport {
  readonly state: 'ok' | 'failed';
  /** When it was sent, epoch milliseconds. */
  readonly at: number;
  /** From sending to the answer that it is safe; absent when there was none. */
  readonly acknowledgedMs?: number;
  /** From sending to the changed membership. */
  readonly membershipMs?: number;
  /** Where it did not get to, and what was seen instead. */
  readonly failure?: { readonly stage: string; readonly message: string };
}

interface Parts {
  /** Operations of the API in the canary's own organisation. */
  readonly call: InnerCall;
  /** Organisation the records are of. */
  readonly org: string;
  /** Where the platform listens; only the path of the inlet is taken from its public address. */
  readonly origin: string;
  readonly clock: Clock;
  /** For how long things take. */
  readonly steady: Clock;
  readonly timers: Timers;
  readonly meter: Meter;
  readonly logger: Logger;
}

/** The first event: not before the platform has done what a start brings. */
const FIRST_MS = 10_000;
const EVERY_MS = 60_000;
/** An event that takes longer has failed. */
const PATIENCE_MS = 20_000;
const LOOK_MS = 5;
const PERSON = { entityId: 'canary@meniscus.example', entityIdNS: 'Email' };

/**
 * One event a minute that goes the whole way, from the collection endpoint over the network to the membership of an audience,
 * in an organisation of its own that nobody can sign in to. Every event changes the membership, so an answer from before
 * cannot pass for it; and each looks whether the one before has reached the lake.
 */
export class Canary {
  readonly #parts: Parts;
  readonly #stopping = new AbortController();
  readonly #up;
  readonly #seconds;
  #perch: Perch | undefined;
  /** Transaction id of the event before, until it was seen in the lake. */
  #before: string | undefined;
  #loop: Promise<void> | undefined;
  #last: CanaryReport | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#up = parts.meter.gauge('meniscus_canary_up', '1 when the last canary event went the whole way, else 0');
    this.#seconds = parts.meter.gauge('meniscus_canary_seconds', 'How long the last canary event took', ['to']);
  }

  /** Undefined before the first event. */
  get last(): CanaryReport | undefined {
    return this.#last;
  }

  /** The report for everybody: where the event was lost, and not what was said there, which may name addresses inside. */
  get shown(): Record<string, unknown> | undefined {
    if (this.#last === undefined) return undefined;
    const { failure, ...report } = this.#last;
    return failure === undefined ? report : { ...report, stage: failure.stage };
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    await this.#parts.timers.sleep(FIRST_MS, signal);
    while (!signal.aborted) {
      const report = await this.beat();
      if (!signal.aborted) this.#note(report);
      await this.#parts.timers.sleep(EVERY_MS, signal);
    }
  }

  #note(report: CanaryReport): void {
    this.#last = report;
    this.#up.set(report.state === 'ok' ? 1 : 0);
    if (report.acknowledgedMs !== undefined) this.#seconds.set({ to: 'acknowledged' }, report.acknowledgedMs / 1000);
    if (report.membershipMs !== undefined) this.#seconds.set({ to: 'membership' }, report.membershipMs / 1000);
    if (report.failure !== undefined) this.#parts.logger.error(report, 'the canary event did not go the whole way');
  }

  /** Sends one event and follows it. Never rejects: what goes wrong is in the report. */
  async beat(): Promise<CanaryReport> {
    const { clock, steady } = this.#parts;
    const at = clock();
    const since = steady();
    let report: CanaryReport = { state: 'ok', at };
    let stage = 'set-up';
    try {
      this.#perch ??= await setUpPerch(this.#parts.call);
      stage = 'lake';
      await this.#expectStored();
      stage = 'collection';
      const wanted = (await this.#membership(this.#perch)) !== 'realized';
      this.#before = await this.#send(this.#perch, wanted ? 'tick' : 'tock');
      report = { ...report, acknowledgedMs: steady() - since };
      stage = 'audience';
      await this.#expectMembership(this.#perch, wanted, since);
      return { ...report, membershipMs: steady() - since };
    } catch (error) {
      const message = error instanceof Error ? error.message : JSON.stringify(error);
      return { ...report, state: 'failed', failure: { stage, message } };
    }
  }

  async #expectStored(): Promise<void> {
    const xactionId = this.#before;
    if (xactionId === undefined) return;
    const { stages } = (await this.#parts.call('getLedgerEntry', { params: { xactionId } })) as {
      readonly stages: readonly { readonly stage: string; readonly outcome: string; readonly detail: string }[];
    };
    const bad = stages.find(({ outcome }) => outcome === 'waiting' || outcome === 'failed');
    if (bad !== undefined)
      throw new Error(`the event before (${xactionId}) is ${bad.outcome} at stage ${bad.stage}: ${bad.detail}`);
    this.#before = undefined;
  }

  async #send({ inletUrl, schemaId, datasetId }: Perch, firstName: string): Promise<string> {
    const schemaRef = { id: schemaId, contentType: 'application/vnd.adobe.xed-full+json;version=1' };
    const xdmEntity = {
      identityMap: { [PERSON.entityIdNS]: [{ id: PERSON.entityId, primary: true }] },
      person: { name: { firstName } },
    };
    const header = { schemaRef, imsOrgId: this.#parts.org, datasetId, source: { name: 'canary' } };
    const url = this.#parts.origin + new URL(inletUrl).pathname;
    const { status, text } = await post(url, JSON.stringify({ header, body: { xdmMeta: { schemaRef }, xdmEntity } }));
    if (status !== 200) throw new Error(`${url} answered ${status}: ${text.slice(0, 500)}`);
    return (JSON.parse(text) as { readonly xactionId: string }).xactionId;
  }

  async #expectMembership(perch: Perch, wanted: boolean, since: number): Promise<void> {
    const { steady, timers } = this.#parts;
    for (;;) {
      const status = await this.#membership(perch);
      if ((status === 'realized') === wanted) return;
      if (steady() - since > PATIENCE_MS)
        throw new Error(`${PATIENCE_MS / 1000} seconds later the membership is still ${status ?? 'not there'}`);
      await timers.sleep(LOOK_MS, this.#stopping.signal);
      if (this.#stopping.signal.aborted) throw new Error('the platform stops');
    }
  }

  /** Undefined while nobody of this identity, or no membership, is known. */
  async #membership({ audienceId }: Perch): Promise<string | undefined> {
    try {
      const { segmentMembership } = (await this.#parts.call('getMemberships', { query: PERSON })) as {
        readonly segmentMembership: { readonly ups?: Readonly<Record<string, { readonly status: string }>> };
      };
      return segmentMembership.ups?.[audienceId]?.status;
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return undefined;
      throw error;
    }
  }
}

/** A request of this platform to itself: its own certificate need not be trusted by the system. */
function post(url: string, body: string): Promise<{ readonly status: number; readonly text: string }> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        timeout: PATIENCE_MS,
        rejectUnauthorized: false,
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`no answer from ${url} within ${PATIENCE_MS / 1000} seconds`)));
    sent.on('error', reject);
    sent.end(body);
  });
}
