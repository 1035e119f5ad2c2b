import { setTimeout as sleep } from 'node:timers/promises';
import { CREDENTIALS } from './process.ts';
import type { Stand } from './with-platform.ts';

const CONNECTIONS = '/data/foundation/flowservice/connections';

/** Sends XDM entities straight into datasets: the inlet of a streaming connection for XDM. */
export class XdmInlet {
  readonly #stand: Pick<Stand, 'api'>;
  readonly #url: string;
  readonly #schemas = new Map<string, string>();

  private constructor(stand: Pick<Stand, 'api'>, url: string) {
    this.#stand = stand;
    this.#url = url;
  }

  static async open(stand: Pick<Stand, 'api'>): Promise<XdmInlet> {
    const { id } = await stand.api.call<{ id: string }>('POST', CONNECTIONS, {
      name: 'XDM',
      connectionSpec: { id: 'bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb', version: '1.0' },
      auth: {
        specName: 'Streaming Connection',
        params: { dataType: 'xdm', name: 'xdm', authenticationRequired: false },
      },
    });
    const found = await stand.api.call<{ items: { auth: { params: { inletUrl: string } } }[] }>(
      'GET',
      `${CONNECTIONS}/${id}`,
    );
    return new XdmInlet(stand, found.items[0]!.auth.params.inletUrl);
  }

  /** Sends entities one after another and waits until they are in the profiles. */
  async send(datasetId: string, entities: readonly unknown[]): Promise<void> {
    const id = await this.#schemaOf(datasetId);
    const schemaRef = { id, contentType: 'application/vnd.adobe.xed-full+json;version=1' };
    const header = { schemaRef, imsOrgId: CREDENTIALS.orgId, datasetId, source: { name: 'test' } };
    let last = '';
    for (const xdmEntity of entities) {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ header, body: { xdmMeta: { schemaRef }, xdmEntity } }),
      });
      if (!response.ok) throw new Error(`refused: ${response.status} ${await response.text()}`);
      ({ xactionId: last } = (await response.json()) as { xactionId: string });
    }
    for (;;) {
      const way = `/meniscus/v1/ledger/${last}`;
      const { stages } = await this.#stand.api.call<{ stages: { stage: string; outcome: string }[] }>('GET', way);
      if (stages.every(({ stage, outcome }) => stage === 'lake' || outcome !== 'waiting')) return;
      await sleep(20);
    }
  }

  async #schemaOf(datasetId: string): Promise<string> {
    const known = this.#schemas.get(datasetId);
    if (known !== undefined) return known;
    const found = await this.#stand.api.call<Record<string, { schemaRef: { id: string } }>>(
      'GET',
      `/data/foundation/catalog/dataSets/${datasetId}`,
    );
    const { id } = found[datasetId]!.schemaRef;
    this.#schemas.set(datasetId, id);
    return id;
  }
}
