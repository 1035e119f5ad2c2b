import { describe, expect, it } from 'vitest';
import { type ConsoleSuite, consoleSuite } from '../../../tools/harness/console.ts';
import { placeIn } from '../../../tools/harness/console-pages.ts';
import { setUpAudience } from '../../../tools/harness/programme.ts';

const DAY_MS = 86_400_000;
const NOW = Date.now();

const MEMBER = {
  customerIdentifiers: {
    customerId: 42,
    firstName: 'Ana',
    lastName: 'Silva',
    instore: { mobile: '4915100000042', email: 'ana@example.com', cardNumbers: ['4410 2207'], externalId: 'M-1001' },
  },
  loyaltyProgramId: 7,
  loyaltyProgramDetails: {
    id: 7,
    name: 'Circle Rewards',
    isDefault: true,
    tiers: [
      { tierNumber: 1, tierName: 'bronze' },
      { tierNumber: 2, tierName: 'silver' },
      { tierNumber: 3, tierName: 'gold' },
    ],
  },
};

const day = (days: number) => new Date(NOW + days * DAY_MS).toISOString().slice(0, 10);

/** What a member did, as the loyalty system tells it: name, days ago, and what is particular to it. */
const HISTORY: readonly (readonly [name: string, daysAgo: number, data: Readonly<Record<string, unknown>>])[] = [
  ['customerAdded', 400, { customerStatus: { currentLabel: 'Active' } }],
  ['tierUpgraded', 60, { previousTierNumber: 1, upgradedTierNumber: 3, tierExpiryDate: day(300) }],
  [
    'pointsIssued',
    50,
    {
      programCurrentPoints: 800,
      programLifetimePoints: 7800,
      totalPointsIssued: 800,
      regularPointsBreakup: [
        { points: 300, expiryAt: day(20) },
        { points: 500, expiryAt: day(80) },
      ],
    },
  ],
  [
    'pointsIssued',
    5,
    {
      programCurrentPoints: 1250,
      programLifetimePoints: 8250,
      totalPointsIssued: 450,
      regularPointsBreakup: [{ points: 450, expiryAt: day(140) }],
    },
  ],
  [
    'pointsRedeemed',
    2,
    { totalPointsRedeemed: 50, redemptionFromEarningPrograms: [{ programId: 7, programCurrentPoints: 1200 }] },
  ],
  [
    'rewardIssued',
    3,
    {
      rewardName: 'Free coffee',
      type: 'VOUCHER',
      intouchPoints: 150,
      intouchRewardDetails: { intouchCouponCode: 'COFFEE-77', codeExpiry: day(30) },
    },
  ],
  ['promotionEarned', 4, { earnedId: 'p-1', promotionName: 'Double points week', promotionEndDate: day(10) }],
];

interface SetUp {
  readonly webhookUrl: string;
  readonly webhookHeaders: Readonly<Record<string, string>>;
  readonly profile: { readonly inletUrl: string };
  readonly event: { readonly inletUrl: string };
}

const GOLD =
  'loyalty.tier = "gold" and (loyalty.points > 1000 or loyalty.lifetimePoints > 90000) and (select e from xEvent where e.eventType = "loyalty.pointsIssued" and e.timestamp occurs <= 30 days before now)';

/** Rules the first member moves in or out of by one change each, and that change in words. */
const CHANGES: readonly (readonly [name: string, rule: string, change: string | RegExp])[] = [
  ['A visitor', 'select e from xEvent where e.eventType = "visit"', 'One more event: eventType visit'],
  ['Nothing redeemed', 'xEvent[eventType = "loyalty.pointsRedeemed"].count() = 0', /^Without the event loyalty.points/],
  ['Women', 'person.gender = "female"', 'person.gender: female, where nothing is now'],
  ['Without a first name', 'person.name.firstName.isNull()', 'person.name.firstName: nothing, where Ana is now'],
  [
    'Tier nearly over',
    'loyalty.tierExpiryDate occurs < 30 days after now',
    /^Nothing but time: on|^loyalty.tierExpiryDate: /,
  ],
];

async function post(url: string, body: unknown, more: Readonly<Record<string, string>> = {}): Promise<void> {
  const headers = { 'content-type': 'application/json', ...more };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
}

/** A second member as the documented payload has one: silver, on the way to gold, with points of no known end. */
const CLEO = {
  identityMap: { email: [{ id: 'cleo@example.com', primary: true }] },
  loyalty: {
    tier: 'silver',
    points: 640,
    lifetimePoints: 2140,
    expiredPoints: 300,
    pointsRedeemed: 1200,
    program: 'Circle Rewards',
    status: 'active',
    nextTier: 'gold',
    pointsToNextTier: 360,
    pointsExpiration: [{ pointsExpiring: 240, pointsExpirationDate: new Date(NOW + 45 * DAY_MS).toISOString() }],
  },
};

/** A visit of the second member, a day before the one before. */
const sale = (nth: number) => ({
  _id: `sale-${nth}`,
  timestamp: new Date(NOW - (nth + 1) * DAY_MS).toISOString(),
  identityMap: { email: [{ id: 'cleo@example.com', primary: true }] },
  commerce: { order: { priceTotal: 10 + nth } },
});
const SALES = 27;

/** Members of the loyalty programme with a past, set up as the Capillary source is; and one with very many fields. */
async function fill({ api }: ConsoleSuite): Promise<void> {
  const { webhookUrl, webhookHeaders, profile, event } = await api.call<SetUp>(
    'POST',
    '/meniscus/v1/sources/capillary/setup',
    { name: 'Loyalty' },
  );
  await setUpAudience(api, 'Platinum members', 'loyalty.tier = "platinum"');
  const gold = await setUpAudience(api, 'Active gold members', GOLD);
  await setUpAudience(api, 'Gold but not active', `loyalty.tier = "gold" and not inSegment("${gold}")`);
  for (const [name, rule] of CHANGES) await setUpAudience(api, name, rule);
  const external = { type: 'ExternalSegment', namespace: 'aam', audienceId: 'ext-1', datasetId: 'd1' };
  await api.call('POST', '/data/core/ups/audiences', { name: 'From elsewhere', ...external });
  await api.call('POST', '/data/core/ups/config/mergePolicies', {
    name: 'Each identity alone',
    identityGraph: { type: 'none' },
    attributeMerge: { type: 'timestampOrdered' },
    schema: { name: '_xdm.context.profile' },
  });
  const tell = (eventName: string, eventId: string, createdAt: number, data: unknown) =>
    post(webhookUrl, { eventName, eventId, orgId: 9, createdAt, data }, webhookHeaders);
  for (const [index, [name, daysAgo, data]] of HISTORY.entries())
    await tell(name, `e${index}`, NOW - daysAgo * DAY_MS, { ...MEMBER, ...data });
  await tell('customerUpdated', 'many', NOW, {
    customerIdentifiers: { customerId: 43, instore: { email: 'ben@example.com' } },
    customFields: Array.from({ length: 230 }, (_, index) => ({ name: `field${index}`, value: `v${index}` })),
  });
  await post(profile.inletUrl, CLEO);
  for (let nth = 0; nth < SALES; nth += 1) await post(event.inletUrl, sale(nth));
  await api.settled();
}

const XID = Buffer.from('6|ana@example.com').toString('base64url');

const suite = consoleSuite('profiles', fill);

describe('profiles in the console', () => {
  it('finds a person by an identity, keeps the identity out of the address, and shows the loyalty card', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Profiles');
    await page.getByRole('rowheader', { name: 'Capillary customer' }).waitFor();
    await visitor.look('en-profiles');
    await page.getByLabel('Identity value').fill('ana@example.com');
    await page.keyboard.press('Enter');
    await visitor.heading('Ana Silva');
    expect(page.url()).not.toContain('ana');
    // What identifies her stands where a browser keeps it to itself, also when the page is asked for anew.
    const { pathname, search, hash } = new URL(page.url());
    expect([pathname, search, hash]).toEqual([`${placeIn(page)}/profiles/person`, '', `#${XID}`]);
    await page.reload();
    await visitor.heading('Ana Silva');
    const card = page.getByRole('region', { name: 'Loyalty card' });
    const text = await card.textContent();
    for (const shown of ['Circle Rewards', 'gold', '4410 2207', '1,200', '8,250', 'active'])
      expect(text).toContain(shown);
    const steps = page.getByRole('region', { name: 'When points end' }).getByRole('listitem');
    expect((await steps.allInnerTexts()).map((step) => step.split('\n').slice(1))).toEqual([
      ['in 20 days', '−250', 'leaves 950'],
      ['in 3 months', '−500', 'leaves 450'],
      ['in 5 months', '−450', 'leaves 0'],
    ]);
    await page.getByRole('grid', { name: 'Rewards and coupons' }).getByText('COFFEE-77').waitFor();
    await page.getByRole('grid', { name: 'Promotions earned' }).getByText('Double points week').waitFor();
    await visitor.look('en-profile');
    expect(faults).toEqual([]);
  });

  it('says where a value comes from, down to the way of its record', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto(`/sname:prod/profiles/person?tab=attributes&search=loyalty.#${XID}`);
    await visitor.signIn();
    await visitor.heading('Ana Silva');
    const row = page.getByRole('row', { name: 'loyalty.tier', exact: true });
    await expect
      .poll(() => row.getByRole('gridcell').allTextContents())
      .toEqual([
        'gold',
        'Loyalty members',
        expect.stringContaining(String(new Date(NOW - 60 * DAY_MS).getUTCFullYear())),
      ]);
    await row.focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('region', { name: 'loyalty.tier', exact: true });
    await panel.getByText('loyalty.tier → loyalty.tier').waitFor();
    const way = panel.getByRole('region', { name: 'The way of the record' });
    await way.getByText('5 identities linked').waitFor();
    await way.getByText(/^Dataflow Loyalty /).waitFor();
    await visitor.look('en-profile-attributes');
    await page.getByLabel('Search attributes').fill('nothing like it');
    await page.getByText(/^0 of \d+$/).waitFor();
    expect(faults).toEqual([]);
  });

  it('says which values of a large profile it does not look up the origin of', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    const xid = Buffer.from('6|ben@example.com').toString('base64url');
    await page.goto(`/sname:prod/profiles/person?tab=attributes#${xid}`);
    await visitor.signIn();
    await visitor.heading('ben@example.com');
    await page.getByText('Where a value comes from is shown for the first 200; search').waitFor();
    await page.getByLabel('Search attributes').fill('field229');
    const cells = page.getByRole('row', { name: /field229$/ }).getByRole('gridcell');
    await cells.getByText('v229').waitFor();
    await cells.getByText('Loyalty members').waitFor();
    expect(faults).toEqual([]);
  });

  it('explains memberships clause by clause, with the tipping event and the smallest change', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto(`/sname:prod/profiles/person?tab=memberships#${XID}`);
    await visitor.signIn();
    await visitor.heading('Ana Silva');
    const rows = page.getByRole('grid', { name: 'Audience membership' }).getByRole('row');
    await rows.nth(2).waitFor();
    expect((await rows.nth(1).textContent())?.startsWith('Active gold membersMember')).toBe(true);
    await rows.nth(1).focus();
    await page.keyboard.press('Enter');
    const why = page.getByRole('region', { name: 'Why: Active gold members' });
    await why.getByText('In Active gold members, because').waitFor();
    expect(await why.getByRole('img', { name: 'Holds' }).count()).toBe(5);
    expect(await why.getByRole('img', { name: 'Does not hold' }).count()).toBe(1);
    await why.getByText('loyalty.points is 1200').waitFor();
    await why.getByText(/^loyalty\.pointsIssued · .* · e3$/).waitFor();
    await why.getByText('loyalty.tier: not gold instead of gold').waitFor();
    await visitor.look('en-profile-membership');
    const changes = [
      ['Platinum members', 'loyalty.tier: platinum instead of gold'],
      ['Gold but not active', 'Out of the audience Active gold members'],
      ['From elsewhere', /there is no rule to explain/],
      ...CHANGES.map(([name, , change]) => [name, change] as const),
    ] as const;
    for (const [name, change] of changes) {
      await page.getByRole('row', { name }).focus();
      await page.keyboard.press('Enter');
      await page
        .getByRole('region', { name: `Why: ${name}` })
        .getByText(change)
        .waitFor();
    }
    expect(page.url()).toContain('audience=');
    // A clause has the id of an audience; a person knows it by its name.
    await page.getByRole('row', { name: 'Gold but not active' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Audience Active gold members', { exact: true }).waitFor();
    expect(faults).toEqual([]);
  });

  it('shows events newest first, by type and time, and the identity graph', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto(`/sname:prod/profiles/person?tab=events#${XID}`);
    await visitor.signIn();
    await visitor.heading('Ana Silva');
    const events = page.getByRole('list', { name: 'Events' }).getByRole('listitem');
    await expect.poll(() => events.count()).toBe(HISTORY.length);
    expect(await events.first().textContent()).toContain('loyalty.pointsRedeemed');
    await visitor.look('en-profile-events');
    await page.getByRole('combobox', { name: 'Event type' }).fill('loyalty.pointsIssued');
    await page.keyboard.press('Enter');
    await expect.poll(() => events.count()).toBe(2);
    await page.getByRole('button', { name: 'All time Time' }).click();
    await page.getByRole('option', { name: 'Last 7 days' }).click();
    await expect.poll(() => events.count()).toBe(1);
    expect(page.url()).toContain('type=loyalty.pointsIssued&within=7d');
    await page.getByRole('combobox', { name: 'Event type' }).fill('nothing.such');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Show all' }).click();
    await expect.poll(() => events.count()).toBe(HISTORY.length);
    await visitor.tab('Identities');
    await page.getByRole('img', { name: /^Identity graph: 5 identities/ }).waitFor();
    await visitor.look('en-profile-identities');
    await visitor.tab('JSON');
    await page.getByRole('region', { name: 'JSON' }).waitFor();
    expect(page.url()).toContain('tab=json');
    await page.getByRole('button', { name: /Merge policy/ }).click();
    await page.getByRole('option', { name: 'Each identity alone' }).click();
    await page.getByText('No profile here').waitFor();
    expect(page.url()).toMatch(/policy=[0-9a-f-]{36}/);
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });

  it('says when no profile has an identity, and when nothing is known at an address', async () => {
    const { page, faults, ...visitor } = await suite.visit('fr-FR');
    await visitor.signIn();
    await visitor.open('Profils');
    await page.getByLabel('Valeur d’identité').fill('nobody@example.com');
    await page.keyboard.press('Enter');
    await page.getByText('Aucun profil ne porte cette identité').waitFor();
    await page.getByLabel('Valeur d’identité').fill('cleo@example.com');
    await page.keyboard.press('Enter');
    await visitor.heading('cleo@example.com');
    await page.getByText('Encore 360 points jusqu’à gold').waitFor();
    await page.getByText('400 points n’ont pas d’expiration connue.').waitFor();
    await visitor.look('fr-profile');
    await visitor.tab('Événements');
    const events = page.getByRole('list', { name: 'Événements' }).getByRole('listitem');
    await expect.poll(() => events.count()).toBe(25);
    await page.getByRole('button', { name: 'Afficher des événements plus anciens' }).click();
    await expect.poll(() => events.count()).toBe(SALES);
    await events.last().getByRole('button', { name: 'Afficher le JSON' }).click();
    await page
      .getByRole('region', { name: 'JSON de l’événement' })
      .getByText(`"sale-${SALES - 1}"`)
      .waitFor();
    await page.goto(`/sname:prod/profiles/person?tab=attributes&attribute=loyalty.tier#${XID}`);
    const panel = page.getByRole('region', { name: 'loyalty.tier', exact: true });
    await panel.getByText(/^Respecte son schéma/).waitFor();
    await panel.getByText(/^Flux de données Loyalty /).waitFor();
    await page.goto(`/sname:prod/profiles/person?tab=memberships#${XID}`);
    await page.getByRole('row', { name: 'Active gold members' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('loyalty.tier\u00a0: autre chose que gold', { exact: true }).waitFor();
    await page.goto('/sname:prod/profiles/person#NnxuZW1v');
    await page.getByText('Aucun profil ici').waitFor();
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });
});
