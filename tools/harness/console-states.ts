import { globSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What a control shows: its role, its name, and its value or text; `true`: it is chosen or switched on. Left out: that it is there. */
type Shown = readonly [role: Parameters<Page['getByRole']>[0], name: string | RegExp, is?: string | true];

/** A place of a page by its path, with what was chosen there, and what is to be seen of each choice. */
export type State = readonly [place: string, ...shown: Shown[]];

const AUDITS = '/audits?user=nobody&resource=Nothing&action=Create&status=Deny&period=24h';

/** Every choice a page keeps in its address. */
export const STATES: readonly State[] = [
  ['/schemas?behavior=record&sort=-updated', ['button', /Behavior/, 'Record'], ['columnheader', 'Last modified', true]],
  ['/schemas?tab=field-groups&owner=standard&industry=retail', ['button', /Industry/, 'Retail']],
  ['/schemas?search=members', ['searchbox', 'Search schemas', 'members']],
  [
    '/schemas?profile=only&adhoc=shown',
    ['switch', 'Included in Profile', true],
    ['switch', 'Show adhoc schemas', true],
  ],
  [
    '/schemas?tab=field-groups&owner=standard&search=loyalty',
    ['tab', 'Field groups', true],
    ['radio', 'Standard', true],
    ['searchbox', 'Search by name', 'loyalty'],
  ],
  [
    '/schemas/$schemaId?field=identityMap&names=display&search=identity',
    ['switch', 'Show display names for fields', true],
    ['searchbox', 'Search fields', 'identity'],
    ['row', 'identityMap', true],
  ],
  ['/schemas/$schemaId?tab=labels', ['tab', 'Labels', true]],
  ['/datasets?search=members', ['searchbox', 'Search datasets', 'members']],
  ['/datasets/$datasetId?window=7d', ['button', /Window/, 'Last 7 days']],
  ['/datasets/$datasetId?tab=batches&start=50&batch=$batchId', ['tab', 'Batches', true], ['button', 'Newest']],
  ['/datasets/$datasetId?tab=batches&batch=$batchId', ['region', /^[0-9a-f]{32}$/]],
  ['/datasets/$datasetId?tab=failed&of=$batchId', ['button', 'Show all']],
  ['/datasets/$datasetId?tab=failed&before=$failedRecordId', ['button', 'Newest']],
  [
    '/sources?category=Loyalty&search=capillary',
    ['row', 'Loyalty', true],
    ['searchbox', 'Search sources', 'capillary'],
  ],
  ['/sources?tab=accounts', ['tab', 'Accounts', true]],
  [
    '/sources?tab=dataflows&source=6360f136-5980-4111-8bdf-15d29eab3b5a&state=enabled',
    ['tab', 'Dataflows', true],
    ['button', /Source$/, 'Capillary Streaming Events'],
    ['button', /State$/, 'Enabled'],
    ['row', /Members/],
  ],
  ['/sources/dataflows/$flowId?tab=runs&run=$runId', ['tab', 'Dataflow runs', true], ['region', /^Run of /]],
  ['/sources/dataflows/$flowId?tab=mapping&version=0', ['tab', 'Mapping', true], ['row', /^0/, true]],
  ['/monitoring?window=1h&flow=$flowId', ['button', /Window/, 'Last hour'], ['region', 'Members']],
  [
    '/monitoring?tab=failed&code=MAPPER-3700-199&flow=$flowId&status=open&start=$failedRecordId',
    ['tab', 'Failed records', true],
    ['combobox', 'Reason', 'MAPPER-3700-199'],
    ['button', /Dataflow/, 'Members'],
    ['button', /Status/, 'Open'],
  ],
  [
    '/identities?show=custom&search=nothing',
    ['button', /Show/, 'Custom'],
    ['searchbox', 'Search namespaces', 'nothing'],
  ],
  ['/identities?namespace=Zn', ['dialog', 'Edit Zn']],
  ['/identities?tab=graph&namespace=Phone', ['combobox', 'Identity namespace', 'Phone']],
  ['/identities?tab=settings&editing=rules', ['button', 'Save']],
  ['/profiles?namespace=Phone&policy=', ['combobox', 'Identity namespace', 'Phone']],
  [
    '/profiles/person?tab=attributes&search=points&attribute=loyalty.points',
    ['searchbox', 'Search attributes', 'points'],
    ['region', /loyalty\.points/],
  ],
  ['/profiles/person?tab=events&type=a.b&within=7d', ['combobox', 'Event type', 'a.b'], ['button', /^Last 7 days/]],
  ['/profiles/person?tab=memberships&audience=$audienceId', ['region', /Za/]],
  ['/audiences?search=za', ['searchbox', 'Search audiences', 'za']],
  ['/alerts?alert=$alertId', ['region', /% of the records of Members failed/]],
  ['/permissions?tab=requests&show=all', ['radio', 'All', true]],
  ['/permissions?tab=policies&policy=$policyId', ['region', 'Default-Label-Based-Access-Control-Policy']],
  [
    AUDITS,
    ['searchbox', 'User', 'nobody'],
    ['searchbox', 'Resource', 'Nothing'],
    ['button', /Action/, 'Create'],
    ['button', /Status/, 'Denied'],
    ['button', /Period/, 'Last 24 hours'],
  ],
  ['/sandboxes?tab=packages', ['tab', 'Packages', true]],
];

/** What needs somebody else to have done something first: a request that was sent, a package that was published; a long log. */
const NOT_MADE_HERE = new Set(['request', 'into', 'event', 'page']);

/** The names under which pages keep something in their address, but for those. */
export function namesInAddresses(): readonly string[] {
  const sources = globSync('console/src/**/*.{ts,tsx}', { exclude: ['**/*.test.ts'] });
  const found = sources.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/useSearchState\(\s*'(\w+)'/g)]);
  return [...new Set(found.map(([, name]) => name!))].filter((name) => !NOT_MADE_HERE.has(name));
}

/** Expects the page to show what the address says. */
export async function expectShown(page: Page, [place, ...shown]: State): Promise<void> {
  for (const [role, name, is] of shown) {
    const one = page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name }).first();
    const seen = () =>
      one.evaluate((element) => {
        const { value, checked } = element as HTMLInputElement;
        const isSorted = element.ariaSort !== null && element.ariaSort !== 'none';
        const isChosen =
          isSorted || element.ariaSelected === 'true' || element.ariaChecked === 'true' || checked === true;
        return { isChosen, text: value || element.textContent };
      });
    await one.waitFor({ state: 'attached' }).catch(() => expect.fail(`${place} does not show ${role} ${name}`));
    if (is === true)
      await expect.poll(async () => (await seen()).isChosen, { message: `${place}: ${name}` }).toBe(true);
    else if (is !== undefined)
      await expect.poll(async () => (await seen()).text, { message: `${place}: ${name}` }).toContain(is);
  }
}
