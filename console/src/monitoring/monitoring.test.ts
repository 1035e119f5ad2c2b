import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type ConsoleSuite, consoleSuite, expectOneCall } from '../../../tools/harness/console.ts';
import { type Programme, setUpProgramme } from '../../../tools/harness/programme.ts';

const ROLES = '/data/foundation/access-control/administration/roles';
const WATCHER = { email: 'watcher@example.com', name: 'Watcher', password: 'may watch and not replay' };

let programme: Programme;

const member = (email: string) => ({
  identityMap: { email: [{ authenticatedState: 'ambiguous', id: email, primary: true }] },
  loyalty: { tier: 'gold', points: 5, lifetimePoints: 20, expiredPoints: 0, pointsRedeemed: 1, program: 'Circle' },
});

async function send(inlet: string, body: unknown): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(inlet, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  return ((await response.json()) as { xactionId: string }).xactionId;
}

/** Headers and names of a table that are cut off. */
function cutOff(table: Locator): Promise<readonly string[]> {
  return table
    .locator('[role=columnheader] *, [role=rowheader] *')
    .evaluateAll((all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth && one.clientWidth > 0).map((one) => one.textContent!),
    );
}

/** Two members, two messages no row of the mapping set reads, an alert about them, and somebody who may only watch. */
async function fill({ api }: ConsoleSuite): Promise<void> {
  programme = await setUpProgramme(api);
  const alert = { name: 'Too many failures', rule: 'error-rate', threshold: 1, windowMinutes: 1440 };
  await api.call('POST', '/meniscus/v1/alert-subscriptions', alert);
  await send(programme.profileInlet, member('ana@example.com'));
  await send(programme.profileInlet, member('ben@example.com'));
  await send(programme.profileInlet, { nothing: 'dan@example.com' });
  await send(programme.profileInlet, { nothing: 'eve@example.com' });
  await api.settled();
  const { id: userId } = await api.call<{ id: string }>('POST', '/meniscus/v1/users', WATCHER);
  const sandbox = { name: 'fresh', title: 'Fresh', type: 'development' };
  await api.call('POST', '/data/foundation/sandbox-management/sandboxes', sandbox);
  const permissionSets = ['view-monitoring-dashboard', 'view-sources', 'view-alerts'];
  const role = { name: 'Watchers', permissionSets, sandboxes: ['prod', 'fresh'] };
  const { id } = await api.call<{ id: string }>('POST', ROLES, role);
  await api.call('PATCH', `${ROLES}/${id}/subjects`, { op: 'add', path: '/user', value: userId });
}

const suite = consoleSuite('monitoring', fill);

describe('monitoring and alerts in the console', () => {
  it('leads from the numbers of a dataflow to a reason, a failed record, its correction, and the way of what was replayed', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Monitoring');
    const flow = page.getByRole('grid', { name: 'Dataflows' }).getByRole('row', { name: /^Members/ });
    await flow.waitFor();
    expect((await flow.getByRole('gridcell').allInnerTexts()).slice(0, 4)).toEqual(['4', '2', '2 (50%)', '0']);
    expect(await cutOff(page.getByRole('grid', { name: 'Dataflows' }))).toEqual([]);
    await page.getByRole('button', { name: 'Last 24 hours Window' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Last 7 days' }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('?window=7d');
    await page.getByRole('row', { name: /^Transactions/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Transactions' }).waitFor();
    await flow.focus();
    await page.keyboard.press('Enter');
    const chosen = page.getByRole('region', { name: 'Members' });
    await chosen.getByRole('img', { name: 'Received, 4' }).waitFor();
    await chosen.getByRole('rowheader', { name: 'To the profile' }).waitFor();
    await visitor.look('en-monitoring');
    // In words, the code beside it.
    const empty = chosen.getByRole('row', { name: /^No row of the mapping set found anything in the record/ });
    await empty.getByRole('gridcell', { name: 'MAPPING-EMPTY' }).waitFor();
    await empty.focus();
    await page.keyboard.press('Enter');
    const failed = page.getByRole('grid', { name: 'Failed records' });
    await failed.getByRole('row').nth(2).waitFor();
    expect(new URL(page.url()).searchParams.get('code')).toBe('MAPPING-EMPTY');
    await visitor.look('en-failed-records');
    await failed.getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    await visitor.heading('Failed record');
    await page.getByRole('link', { name: 'Members', exact: true }).waitFor();
    const payload = page.getByRole('textbox', { name: 'Record as it was sent' });
    expect(await payload.inputValue()).toContain('eve@example.com');
    await visitor.look('en-failed-record');
    await payload.fill('{"half": ');
    await page.getByText(/^This is not JSON/).waitFor();
    expect(await page.getByRole('button', { name: 'Replay' }).isDisabled()).toBe(true);
    await payload.fill(JSON.stringify(member('eve@example.com')));
    await visitor.tabTo('button', 'Replay');
    await page.keyboard.press('Enter');
    await visitor.heading('The way of one record');
    const stages = page.getByRole('list', { name: 'Stages' });
    await page.getByText('Ingested', { exact: true }).waitFor();
    expect((await stages.getByRole('listitem').allInnerTexts()).map((text) => text.split('\n').slice(0, 2))).toEqual([
      ['Ingestion', 'Done'],
      ['Mapping', 'Done'],
      ['Schema', 'Done'],
      ['Dataset', 'Done'],
      ['Identities', 'Done'],
      ['Profile', 'Done'],
      ['Audiences', 'Done'],
    ]);
    await page.getByRole('link', { name: 'Members', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Loyalty members', exact: true }).waitFor();
    await visitor.look('en-record');
    await visitor.open('Profiles');
    await page.getByLabel('Identity value').fill('eve@example.com');
    await page.keyboard.press('Enter');
    await visitor.heading('eve@example.com');
    const card = page.getByRole('region', { name: 'Loyalty card' });
    for (const shown of ['Circle', 'gold', '5']) await card.getByText(shown, { exact: true }).waitFor();
    await page.goto('/sname:prod/monitoring?tab=failed&status=open');
    await failed.getByRole('row').nth(1).waitFor();
    expect(await failed.getByRole('row').count()).toBe(2);
    const reason = page.getByRole('combobox', { name: 'Reason' });
    await reason.focus();
    await page.getByRole('option', { name: 'MAPPING-EMPTY' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('code')).toBe('MAPPING-EMPTY');
    await reason.fill('');
    await expect.poll(() => new URL(page.url()).searchParams.get('code')).toBe(null);
    expect(faults).toEqual([]);
  });

  it('opens a link to one record, and goes from what failed to its correction, in French', async () => {
    const xactionId = await send(programme.profileInlet, { nothing: 'flo@example.com' });
    await suite.api.settled();
    const { page, faults, ...visitor } = await suite.visit('fr-FR');
    await page.goto(`/sname:prod/monitoring/records/${encodeURIComponent(xactionId)}`);
    await visitor.signIn();
    await visitor.heading('Le chemin d’un enregistrement');
    await page.getByText(/^Aucune ligne du mapping n’a rien trouvé dans cet enregistrement/).waitFor();
    await visitor.look('fr-record');
    await page.getByRole('link', { name: 'Corriger l’enregistrement' }).click();
    await visitor.heading('Enregistrement en échec');
    await page
      .getByText(/^Aucune ligne du mapping n’a rien trouvé dans cet enregistrement/)
      .first()
      .waitFor();
    await visitor.look('fr-failed-record');
    const misfit = await send(programme.eventInlet, { _id: 7, timestamp: 'hier' });
    await suite.api.settled();
    await page.goto(`/sname:prod/monitoring/records/${encodeURIComponent(misfit)}`);
    await page.getByRole('link', { name: 'Corriger l’enregistrement' }).click();
    await page
      .getByText(/^Ne respecte pas le schéma\s: la clé obligatoire \[timestamp\] manque/)
      .first()
      .waitFor();
    await page.getByText('"hier" n’est pas une date avec heure ; l’attribut a été laissé de côté').waitFor();
    await visitor.look('fr-failed-record-misfit');
    await page.goto('/sname:prod/monitoring?tab=failed&code=NO-SUCH-CODE');
    await page.getByText('Rien ne correspond').waitFor();
    await page.getByRole('link', { name: 'Tout afficher' }).click();
    await page.getByRole('grid', { name: 'Enregistrements en échec' }).getByRole('row').nth(1).waitFor();
    await visitor.tab('Flux de données');
    await page.getByRole('rowheader', { name: 'Members' }).waitFor();
    await page.getByRole('button', { name: '24 dernières heures Période' }).waitFor();
    await page
      .getByRole('row', { name: /^Aucune ligne du jeu de mappings n’a rien trouvé/ })
      .filter({ hasText: 'MAPPING-EMPTY' })
      .waitFor();
    await visitor.look('fr-monitoring');
    await visitor.open('Alertes');
    await page
      .getByText(/^\d+(?:,\d+)?\u00a0% des enregistrements de Members ont échoué en 1 jour/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'S’abonner' }).click();
    await page.getByRole('button', { name: /Règle/ }).click();
    await page.getByRole('option', { name: 'Retard de l’ingestion' }).click();
    await page.getByText('Le message suivant dans la file').waitFor();
    // What 9000 seconds are.
    await page.getByText('2 heures 30 minutes', { exact: true }).waitFor();
    await page.goto('/sname:fresh/alerts');
    await page.getByText('Abonnez-vous ci-dessous aux alertes que vous voulez recevoir.').waitFor();
    await visitor.look('fr-no-alerts');
    expect(faults).toEqual([]);
  });

  it('follows records as they pass, and opens one', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Monitoring');
    await visitor.tab('Live');
    await page.getByText('Following').waitFor();
    const stored = page.getByRole('gridcell', { name: 'Stored in the dataset', exact: true });
    // The connection is not open at once, and the lake writes every two seconds: records are sent until one was seen.
    for (let n = 0; n < 20 && (await stored.count()) === 0; n += 1) {
      await send(programme.eventInlet, {
        _id: `live-${n}`,
        timestamp: '2025-07-14T12:00:00Z',
        identityMap: { email: [{ id: 'ana@example.com', primary: true }] },
      });
      await sleep(300);
    }
    await stored.first().waitFor();
    expect(await page.getByRole('gridcell', { name: 'Received', exact: true }).count()).toBeGreaterThan(0);
    await visitor.look('en-live');
    await page.getByRole('button', { name: 'Follow' }).click();
    await page.getByText('Stopped').waitFor();
    await page.getByRole('grid', { name: 'Live' }).getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    await visitor.heading('The way of one record');
    expect(faults).toEqual([]);
  });

  it('mutes an alert and resolves it; subscribes, switches off and deletes a subscription', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Alerts');
    const alerts = page.getByRole('grid', { name: 'Alerts' });
    const state = (name: string) => alerts.getByRole('gridcell', { name, exact: true }).first();
    await state('Firing').waitFor();
    await alerts.getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Mute for an hour' }).click();
    await page.getByRole('button', { name: 'Unmute' }).waitFor();
    await state('Muted').waitFor();
    await visitor.look('en-alerts');
    await page.getByRole('button', { name: 'Resolve' }).click();
    await state('Resolved').waitFor();
    await alerts
      .getByText(/% of the records of Members failed in 1 day/)
      .first()
      .waitFor();

    await page.getByRole('button', { name: 'Subscribe' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Lag');
    await page.getByRole('button', { name: /Rule/ }).click();
    await page.getByRole('option', { name: 'Sources ingestion delay' }).click();
    await page.getByRole('textbox', { name: 'Threshold (seconds)' }).fill('60');
    await page.keyboard.press('Tab');
    await page.getByText('1 minute', { exact: true }).waitFor();
    await page.getByRole('button', { name: /Tell by/ }).click();
    await page.getByRole('option', { name: 'Webhook' }).click();
    await page.getByLabel('Webhook URL').fill('https://hooks.example.com/lag');
    await visitor.look('en-subscribe');
    await page.getByRole('button', { name: 'Subscribe' }).last().click();
    await page.getByText('It is shown only now.').waitFor();
    await visitor.look('en-subscription-secret', true);
    await page.getByRole('button', { name: 'Done' }).click();
    const subscriptions = page.getByRole('grid', { name: 'Subscriptions' });
    await subscriptions.getByRole('gridcell', { name: 'https://hooks.example.com/lag' }).waitFor();
    const kept = async () =>
      (
        await suite.api.call<{ items: { name: string; enabled: boolean; threshold?: number }[] }>(
          'GET',
          '/meniscus/v1/alert-subscriptions',
        )
      ).items.find(({ name }) => name === 'Lag');
    expect(await kept()).toMatchObject({ enabled: true, threshold: 60 });
    await expectOneCall(page, '**/alert-subscriptions/*', page.getByRole('button', { name: 'Turn off Lag' }));
    await page.getByRole('button', { name: 'Turn on Lag' }).waitFor();
    expect(await kept()).toMatchObject({ enabled: false });
    await page.getByRole('button', { name: 'Delete Lag' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Turn on Lag' }).waitFor({ state: 'detached' });
    expect(await kept()).toBeUndefined();
    expect(faults).toEqual([]);
  });

  it('lets somebody watch who may not replay, resolve or subscribe', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/alerts');
    await visitor.signIn(WATCHER);
    await page.getByRole('rowheader', { name: 'Too many failures' }).waitFor();
    expect(await page.getByRole('button', { name: /Subscribe|Turn off|Delete/ }).count()).toBe(0);
    await visitor.open('Monitoring');
    await visitor.tab('Failed records');
    await page.getByRole('grid', { name: 'Failed records' }).getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    await visitor.heading('Failed record');
    await page.getByRole('region', { name: 'Record as it was sent' }).first().waitFor();
    expect(await page.getByRole('button', { name: 'Replay' }).count()).toBe(0);
    await page.goto('/sname:fresh/');
    await page.getByText('Setting up a source takes the permission Manage Sources.').waitFor();
    await visitor.open('Alerts');
    await page.getByText('Who may manage alerts can subscribe you to more.').waitFor();
    expect(faults).toEqual([]);
  });
});
