import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type ConsoleSuite, consoleSuite, type Visitor } from '../../../tools/harness/console.ts';
import { dataset, flow, schema, setUpAudience } from '../../../tools/harness/programme.ts';

const CONTEXT = 'https://ns.adobe.com/xdm/context';

async function send(inlet: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(inlet, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}

/** Members with tiers and dates at which their points expire, and what they bought. */
async function fill({ api }: ConsoleSuite): Promise<void> {
  const member = await schema(api, 'Loyalty member', [
    `${CONTEXT}/profile`,
    `${CONTEXT}/identitymap`,
    `${CONTEXT}/profile-person-details`,
    'https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details',
  ]);
  const purchase = await schema(api, 'Loyalty transaction', [
    `${CONTEXT}/experienceevent`,
    `${CONTEXT}/experienceevent-commerce`,
  ]);
  const members = await dataset(api, 'Loyalty members', member);
  const purchases = await dataset(api, 'Loyalty transactions', purchase);
  const same = (...paths: string[]) => paths.map((path) => [path, path] as const);
  const email = ['email', 'xdm:identityMap.email[0].id'] as const;
  const memberInlet = await flow(api, 'Members', member, members.id, [
    email,
    ...same('loyalty.tier', 'loyalty.points', 'person.name.firstName'),
    ['loyalty.ladder.points', 'loyalty.pointsExpiration.pointsExpiring'],
    ['loyalty.ladder.on', 'loyalty.pointsExpiration.pointsExpirationDate'],
  ]);
  const purchaseInlet = await flow(api, 'Transactions', purchase, purchases.id, [
    email,
    ...same('eventType', 'commerce.order.priceTotal'),
  ]);
  await setUpAudience(api, 'Silver members', 'loyalty.tier = "silver"');
  const people = [
    ['ana', 'gold', 10],
    ['ben', 'silver', 10],
    ['cleo', 'gold', 90],
    ['dora', 'gold', 25],
  ] as const;
  for (const [name, tier, days] of people)
    await send(memberInlet, {
      email: `${name}@example.com`,
      loyalty: { tier, points: 100, ladder: [{ points: 50, on: inDays(days) }] },
      person: { name: { firstName: name } },
    });
  for (let n = 0; n < 3; n += 1)
    await send(purchaseInlet, {
      _id: `T${n}`,
      timestamp: inDays(-n),
      email: 'ben@example.com',
      eventType: 'commerce.purchases',
      commerce: { order: { priceTotal: 90 } },
    });
  await api.settled();
}

const suite = consoleSuite('audiences', fill);

/** What the tests do with the builder, by keyboard. */
function builder({ page, ...visitor }: Visitor) {
  const isIn = (inner: Locator) => inner.evaluate((one) => one.contains(document.activeElement));
  /** Adds what is found with some words from the list on the left. */
  const choose = async (tab: string, sought: string, row: string) => {
    await visitor.tab(tab);
    await page.getByRole('searchbox').focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(sought);
    const wanted = page.getByRole('row', { name: row, exact: true });
    await wanted.waitFor();
    for (let presses = 0; presses < 4 && !(await isIn(page.getByRole('grid'))); presses += 1)
      await page.keyboard.press('Tab');
    for (let presses = 0; presses < 9 && !(await isIn(wanted)); presses += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  };
  /** Opens a choice or a menu and takes the option by its first letters. */
  const pick = async (label: string | RegExp, option: string, role: 'option' | 'menuitem' = 'option') => {
    await page.getByRole('button', { name: label }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole(role, { name: option, exact: true }).waitFor();
    await page.keyboard.type(option);
    await page.keyboard.press('Enter');
    await page.getByRole(role).first().waitFor({ state: 'detached' });
  };
  const type = async (label: string, text: string) => {
    await page.getByLabel(label, { exact: true }).focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText(text);
  };
  const pql = () => page.getByRole('textbox', { name: 'PQL' });
  return { choose, pick, type, pql };
}

describe('audiences', () => {
  it('are built from blocks with the keyboard, estimated on the way, and explained for who is in', async () => {
    const here = await suite.visit('en-US');
    const { page, faults, ...visitor } = here;
    const { choose, pick, type, pql } = builder(here);
    await visitor.signIn();
    await visitor.open('Audiences');
    await page
      .getByRole('row', { name: /Silver members/ })
      .getByRole('gridcell', { name: '1', exact: true })
      .waitFor();
    await visitor.tabTo('link', 'Create audience');
    await page.keyboard.press('Enter');
    await visitor.heading('Create audience');
    await page.getByText('Choose fields on the left').waitFor();
    const offered = page.getByRole('grid', { name: 'Attributes' }).getByRole('row');
    expect(await offered.first().textContent(), 'what the platform notes for itself comes last').not.toMatch(
      /repo|batch/i,
    );
    await choose('Attributes', 'loyalty tier', 'Tier loyalty.tier');
    await page.getByText('Fill in or remove what is empty.').waitFor();
    await visitor.tabTo('textbox', 'Value: Tier');
    await page.keyboard.type('gold');
    const date = 'loyalty.pointsExpiration.pointsExpirationDate';
    await choose('Attributes', 'expiration date', `pointsExpirationDate ${date}`);
    await pick('Operator: pointsExpirationDate', 'in the next');
    expect(await pql().inputValue()).toBe(
      'loyalty.tier = "gold" and loyalty.pointsExpiration[pointsExpirationDate occurs <= 30 day after now].count() >= 1',
    );
    const estimate = page.getByRole('region', { name: 'Estimate' });
    await estimate.getByText('2', { exact: true }).waitFor();
    await estimate.getByText('of 4 profiles').waitFor();
    await estimate.getByText('Everybody was looked at.').waitFor();
    const why = page.getByRole('region', { name: 'Explain for a sample member' });
    const member = why.getByRole('button', { name: /Sample member/ });
    await why.getByText(/^(ana|dora)@example.com \(Email\) would be in, because$/).waitFor();
    // The whole rule and both of its blocks.
    expect(await why.getByLabel('Holds', { exact: true }).count()).toBe(3);
    await member.focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('option').allInnerTexts()).toEqual(
      expect.arrayContaining(['ana, ana@example.com (Email)', 'dora, dora@example.com (Email)']),
    );
    await page.keyboard.type('dora');
    await page.keyboard.press('Enter');
    await why.getByText('dora@example.com (Email) would be in, because').waitFor();
    await why.getByRole('textbox', { name: 'Identity value' }).fill('ben@example.com');
    await page.keyboard.press('Enter');
    await why.getByText('ben@example.com (Email) would not be in, because').waitFor();
    await why.getByText('loyalty.tier is silver').waitFor();
    expect(await why.getByLabel('Holds', { exact: true }).count()).toBe(1);
    await type('Value: Tier', 'silver');
    await why.getByText('ben@example.com (Email) would be in, because').waitFor();
    await type('Value: Tier', 'gold');
    await why.getByText('ben@example.com (Email) would not be in, because').waitFor();
    // However long the rule is, the way on is in sight, and takes a press.
    await page.getByRole('main').evaluate((main) => main.scrollTo(0, main.scrollHeight));
    await page.getByRole('button', { name: 'Cancel' }).click({ trial: true });
    expect(await page.getByRole('main').evaluate((main) => main.scrollTop)).toBeGreaterThan(0);
    await page.setViewportSize({ width: 1280, height: 1800 });
    await visitor.look('en-builder');
    await page.setViewportSize({ width: 1280, height: 800 });
    await why.getByRole('textbox', { name: 'Identity value' }).fill('zoe@example.com');
    await page.keyboard.press('Enter');
    await why.getByText('There is nobody with the identity zoe@example.com (Email).').waitFor();

    await type('Name', 'Gold, points expire within 30 days');
    await visitor.tabTo('button', 'Publish');
    await page.keyboard.press('Enter');
    await visitor.heading('Gold, points expire within 30 days');
    const members = page.getByRole('grid', { name: 'Sample profiles' });
    await members.getByRole('row', { name: /^dora@example.com/ }).waitFor();
    expect(await members.getByRole('row').count()).toBe(3);
    await page.getByText('Streaming – Members are kept up to date with each record that arrives.').waitFor();
    await visitor.look('en-audience');

    await members.getByRole('row', { name: /^ana@example.com/ }).focus();
    await page.keyboard.press('Enter');
    const reasons = page.getByRole('region', { name: 'Why: Gold, points expire within 30 days' });
    await reasons.getByText('loyalty.tier = "gold"').waitFor();
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });

  it('are built from events, other audiences and groups, and say why they cannot stream', async () => {
    const here = await suite.visit('en-US');
    const { page, faults, ...visitor } = here;
    const { choose, pick, type, pql } = builder(here);
    await page.goto('/sname:prod/audiences/create');
    await visitor.signIn();
    await visitor.heading('Create audience');
    await choose('Events', 'event type', 'Event Type eventType');
    await type('Value: Event Type', 'commerce.purchases');
    await page.keyboard.press('Escape');
    await type('Count: Events', '2');
    await pick('When: Events', 'in the last');
    await pick('Unit: Events, When', 'weeks');
    await visitor.tabTo('button', 'Add here: Rule');
    await page.keyboard.press('Enter');
    await visitor.tabTo('button', 'Add group');
    await page.keyboard.press('Enter');
    await choose('Attributes', 'loyalty points', 'Program Points Balance loyalty.points');
    await pick('Operator: Program Points Balance', 'is at least');
    await type('Value: Program Points Balance', '50');
    await page.getByRole('tab', { name: 'Audiences' }).waitFor();
    await visitor.tab('Audiences');
    await page.getByRole('row', { name: /^Silver members/ }).focus();
    await page.keyboard.press('Enter');
    const silver = /inSegment\("[0-9a-f-]{36}"\)/;
    const events = 'xEvent[eventType = "commerce.purchases" and timestamp occurs <= 30 week before now].count() >= 2';
    await expect
      .poll(async () => (await pql().inputValue()).replace(silver, 'inSegment(…)'))
      .toBe(`${events} and (loyalty.points >= 50 or inSegment(…))`);
    await page.getByText('Only batch is possible').waitFor();
    expect(await page.getByRole('radio', { name: 'Streaming' }).isDisabled()).toBe(true);
    expect(await page.getByRole('radio', { name: 'Batch' }).isChecked()).toBe(true);
    await pick('Actions for Group 2', 'Move up', 'menuitem');
    await pick('Include or exclude: Group 1', 'Exclude (Not)');
    await pick('Actions for Program Points Balance', 'Remove', 'menuitem');
    const hasFocus = () => page.evaluate(() => document.activeElement?.querySelector('section')?.ariaLabel);
    await expect.poll(hasFocus).toBe('Rule');
    await expect
      .poll(async () => (await pql().inputValue()).replace(silver, 'inSegment(…)'))
      .toBe(`not (inSegment(…)) and ${events}`);
    await page.getByRole('region', { name: 'Estimate' }).getByText('0', { exact: true }).waitFor();
    await visitor.look('en-builder-events');

    expect(faults).toEqual([]);
  });

  it('are dragged together with the keyboard and with the pointer, and say where a block went', async () => {
    const here = await suite.visit('en-US');
    const { page, faults, ...visitor } = here;
    const { type, pql } = builder(here);
    await page.goto('/sname:prod/audiences/create');
    await visitor.signIn();
    await visitor.heading('Create audience');
    await type('PQL', 'loyalty.tier = "gold" and (loyalty.points > 5 or inSegment("x")) and xEvent.count() >= 1');
    const handle = (name: string) => page.getByRole('button', { name: `Drag ${name}`, exact: true });
    const place = (name: string) => page.getByRole('button', { name, exact: true });
    /** Goes on with Tab from place to place, until the wanted one has the focus, and drops there. */
    const dropAt = async (name: string) => {
      for (let presses = 0; presses < 12; presses += 1) {
        if ((await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) === name) break;
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
    };

    await handle('Tier').focus();
    await page.keyboard.press('Enter');
    await place('Insert at the end, Group 2').waitFor();
    expect(await place('Insert before Tier, Rule').count(), 'where it is already').toBe(0);
    await visitor.look('en-builder-drag');
    await dropAt('Insert at the end, Group 2');
    await page.getByText('Tier is now 3 of 3, Group 1.').waitFor();
    expect(await pql().inputValue()).toBe(
      '(loyalty.points > 5 or inSegment("x") or loyalty.tier = "gold") and xEvent.count() >= 1',
    );
    await expect.poll(() => handle('Tier').evaluate((one) => one === document.activeElement)).toBe(true);

    await handle('Group 1').focus();
    await page.keyboard.press('Enter');
    await place('Insert at the end, Rule').waitFor();
    expect(await place('Insert at the end, Group 1').count(), 'a group does not go into itself').toBe(0);
    await page.keyboard.press('Escape');
    expect(await handle('Group 1').evaluate((one) => one === document.activeElement)).toBe(true);

    await visitor.tab('Events');
    await page.getByRole('searchbox').fill('event type');
    const eventType = page.getByRole('row', { name: 'Event Type eventType', exact: true });
    await eventType.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await dropAt('Add as a condition, Events');
    await page.getByRole('combobox', { name: 'Value: Event Type' }).fill('commerce.purchases');
    await page.keyboard.press('Escape');
    await expect
      .poll(() => pql().inputValue())
      .toMatch(/and xEvent\[eventType = "commerce.purchases"\].count\(\) >= 1$/);

    /** Drags with the mouse. All is in sight: a page that scrolls between would be taken hold of elsewhere. */
    const dragTo = async (grip: Locator, name: string) => {
      const middle = async (one: Locator) => {
        const { x, y, width, height } = (await one.boundingBox())!;
        return [x + width / 2, y + height / 2] as const;
      };
      await page.mouse.move(...(await middle(grip)));
      await page.mouse.down();
      await page.mouse.move(...(await middle(page.getByRole('region', { name: 'Rule' }))), { steps: 3 });
      await place(name).waitFor();
      await page.mouse.move(...(await middle(place(name))), { steps: 3 });
      await page.mouse.up();
    };
    await page.setViewportSize({ width: 1280, height: 2400 });
    await dragTo(handle('Events'), 'Insert before Group 1, Rule');
    await page.getByText('Events is now 1 of 2, Rule.').waitFor();
    await visitor.tab('Attributes');
    await page.getByRole('searchbox').fill('loyalty points');
    await dragTo(
      page.getByRole('row', { name: 'Program Points Balance loyalty.points' }),
      'Insert at the end, Group 2',
    );
    await page.getByText('Program Points Balance is now 4 of 4, Group 2.').waitFor();
    expect(await pql().inputValue()).toBe(
      'xEvent[eventType = "commerce.purchases"].count() >= 1 and ' +
        '(loyalty.points > 5 or inSegment("x") or loyalty.tier = "gold" or loyalty.points = 0)',
    );
    expect(faults).toEqual([]);
  });

  it('are written as PQL too, and kept as text when they cannot be drawn', async () => {
    const here = await suite.visit('en-US');
    const { page, faults, ...visitor } = here;
    const { type, pql } = builder(here);
    await page.goto('/sname:prod/audiences/create');
    await visitor.signIn();
    await visitor.heading('Create audience');
    await type('PQL', 'loyalty.teir = "gold"');
    const mistakes = page.getByRole('region', { name: 'Mistakes in the rule' });
    await mistakes.getByText('there is no field `teir` here, did you mean `tier`?').waitFor();
    await mistakes.getByRole('button', { name: 'Line 1, column 9' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('tier');
    expect(await pql().inputValue()).toBe('loyalty.tier = "gold"');
    await mistakes.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /Operator: Tier/ }).waitFor();

    const day = (month: number) => `loyalty.joinDate occurs on date(2026, ${month}, 1)`;
    await type('PQL', `loyalty.tier in ["gold"] and ${day(3)}`);
    await type('Value: Tier', 'silver');
    await page.keyboard.press('Enter');
    expect(await pql().inputValue()).toBe(`loyalty.tier in ["gold", "silver"] and ${day(3)}`);
    await page.getByRole('row', { name: 'gold', exact: true }).focus();
    await page.keyboard.press('Delete');
    await page.getByRole('spinbutton', { name: /^month/ }).focus();
    await page.keyboard.press('ArrowUp');
    expect(await pql().inputValue()).toBe(`loyalty.tier in ["silver"] and ${day(4)}`);
    await visitor.look('en-builder-values');

    await type('PQL', 'loyalty.tier = ');
    await page.getByText('The PQL cannot be read yet').waitFor();
    const text = 'loyalty.points > loyalty.pointsRedeemed';
    await type('PQL', text);
    await page.getByText('This rule is kept as text').waitFor();
    await page.getByRole('region', { name: 'Estimate' }).getByText('of 4 profiles').waitFor();
    await type('Name', 'More points than spent');
    await visitor.tabTo('button', 'Save as draft');
    await page.keyboard.press('Enter');
    await visitor.heading('More points than spent');
    await page.getByText('Draft').waitFor();
    await page.getByText(text).waitFor();
    expect(faults).toEqual([]);
  });

  it('are changed, published, evaluated, and deleted after a question', async () => {
    const { id } = await suite.api.call<{ id: string }>('POST', '/data/core/ups/audiences', {
      name: 'Savers',
      expression: { type: 'PQL', format: 'pql/text', value: 'loyalty.points > loyalty.pointsRedeemed' },
      lifecycleState: 'draft',
    });
    const here = await suite.visit('en-US');
    const { page, faults, ...visitor } = here;
    const { type, pql } = builder(here);
    await page.goto(`/sname:prod/audiences/${id}`);
    await visitor.signIn();
    await visitor.heading('Savers');
    await visitor.tabTo('link', 'Edit');
    await page.keyboard.press('Enter');
    await visitor.heading('Edit Savers');
    expect(await pql().inputValue()).toBe('loyalty.points > loyalty.pointsRedeemed');
    await type('Description', 'Who saves up.');
    await visitor.tabTo('button', 'Publish');
    await page.keyboard.press('Enter');
    await visitor.heading('Savers');
    await page.getByText('Who saves up.').waitFor();
    await page.getByText('Published').waitFor();

    const labels = page.getByRole('region', { name: 'Labels' });
    await labels.getByRole('button', { name: 'Add label' }).click();
    await page.getByRole('combobox', { name: 'Label' }).fill('C2');
    await page.getByRole('option', { name: 'core/C2' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await labels.getByRole('gridcell', { name: 'No export to third parties' }).waitFor();
    const carried = async () =>
      (await suite.api.call<{ labels: string[] }>('GET', `/data/core/ups/audiences/${id}`)).labels;
    expect(await carried()).toEqual(['core/C2']);
    await visitor.look('en-audience-labels');
    await labels.getByRole('button', { name: 'Remove core/C2' }).click();
    await expect.poll(carried).toEqual([]);

    await visitor.tabTo('button', 'Evaluate audience');
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: /^Profiles over time/ }).waitFor();
    const deleteIt = async () => {
      await visitor.tabTo('button', 'Delete');
      await page.keyboard.press('Enter');
      await page.getByRole('alertdialog', { name: 'Delete Savers?' }).waitFor();
      await visitor.tabTo('button', 'Delete');
      await page.keyboard.press('Enter');
    };
    // Somebody uses it in the meantime.
    const user = await setUpAudience(suite.api, 'Not saving', `not inSegment("${id}")`);
    await deleteIt();
    await page.getByText(`The audience cannot be deleted. Audiences that use it in inSegment: ${user}`).waitFor();
    await suite.api.call('DELETE', `/data/core/ups/audiences/${user}`);
    await page.getByRole('button', { name: 'Dismiss' }).first().click();
    await deleteIt();
    await visitor.heading('Audiences');
    await page.getByRole('row', { name: /^Silver members/ }).waitFor();
    expect(await page.getByRole('row', { name: /^Savers/ }).count()).toBe(0);
    await visitor.look('en-audiences-found');
    await type('Search audiences', 'nobody');
    await page.getByText('Nothing matches').waitFor();
    expect(new URL(page.url()).search).toBe('?search=nobody');
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });

  it('are shown without what changes them to who may only look', async () => {
    const { api } = suite;
    const upload = {
      name: 'From a file',
      type: 'ExternalSegment',
      namespace: 'CustomerAudienceUpload',
      audienceId: 'f',
    };
    await api.call('POST', '/data/core/ups/audiences', upload);
    const role = await api.call<{ id: string }>('POST', '/data/foundation/access-control/administration/roles', {
      name: 'Readers of audiences',
      permissionSets: ['view-segments'],
      sandboxes: ['prod'],
    });
    const reader = { email: 'reader@example.com', name: 'Reader', password: 'a reader of audiences, nothing else' };
    const { id: value } = await api.call<{ id: string }>('POST', '/meniscus/v1/users', reader);
    const subjects = `/data/foundation/access-control/administration/roles/${role.id}/subjects`;
    await api.call('PATCH', subjects, { op: 'add', path: '/user', value });
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/audiences');
    await visitor.signIn(reader);
    const row = page.getByRole('row', { name: /^From a file/ });
    await row.getByRole('gridcell', { name: 'Upload' }).waitFor();
    expect(await page.getByRole('link', { name: 'Create audience' }).count()).toBe(0);
    await row.focus();
    await page.keyboard.press('Enter');
    await visitor.heading('From a file');
    await page.getByText('Its members come with a file that is uploaded').waitFor();
    await page.getByText('Seeing who is in it takes the permission View Profiles.').waitFor();
    for (const name of ['Edit', 'Delete', 'Evaluate audience', 'Add label'])
      expect(await page.getByText(name, { exact: true }).count(), name).toBe(0);
    await page.goto('/sname:prod/audiences/create');
    await visitor.heading('You need a permission for this page');
    expect(faults).toEqual([]);
  });

  it('speak French', async () => {
    const here = await suite.visit('fr-FR');
    const { page, faults, ...visitor } = here;
    const { pick, pql } = builder(here);
    await visitor.signIn();
    await visitor.open('Audiences');
    await visitor.tabTo('link', 'Créer une audience');
    await page.keyboard.press('Enter');
    await visitor.heading('Créer une audience');
    await visitor.tab('Événements');
    await page.getByRole('searchbox').fill('type d’événement');
    await page.getByRole('row', { name: 'Type d’événement eventType', exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Insérer à la fin, Règle' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Type d’événement est maintenant 1 sur 1, Règle.').waitFor();
    await pick('Opérateur : Type d’événement', 'existe');
    await pick('Quand : Événements', 'pendant');
    await pick('Période : Événements, Quand', 'aujourd’hui');
    expect(await pql().inputValue()).toBe(
      'xEvent[eventType.isNotNull() and timestamp occurs on this day].count() >= 1',
    );
    await page.getByText('Tout le monde a été examiné.').waitFor();
    await visitor.look('fr-builder');
    await pql().fill('loyalty.teir = "gold" and loyalty.points > ');
    await page.getByText('il faut ici une valeur, un champ ou une condition, et non la fin').waitFor();
    await pql().fill('loyalty.teir = "gold"');
    await page.getByText('il n’y a pas de champ `teir` ici ; vouliez-vous dire `tier` ?').waitFor();
    await visitor.look('fr-builder-mistake');
    await page.getByRole('link', { name: 'Accueil' }).press('Enter');
    await visitor.look('fr-leave', true);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Quitter' }).press('Enter');
    await visitor.heading('Accueil');
    expect(faults).toEqual([]);
  });
});
