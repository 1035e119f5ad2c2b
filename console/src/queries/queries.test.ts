import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import papaparse from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type ConsoleSuite, consoleSuite } from '../../../tools/harness/console.ts';
import { type Programme, setUpProgramme } from '../../../tools/harness/programme.ts';

let programme: Programme;

/** Three members of two tiers. */
async function fill({ api }: ConsoleSuite): Promise<void> {
  programme = await setUpProgramme(api);
  const members = [
    ['ana@example.com', 'gold', 1250],
    ['ben@example.com', 'silver', 400],
    ['cleo@example.com', 'gold', 3100],
  ] as const;
  for (const [id, tier, points] of members) {
    const body = JSON.stringify({ identityMap: { email: [{ id }] }, loyalty: { tier, points } });
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(programme.profileInlet, { method: 'POST', headers, body })).status).toBe(200);
  }
  await api.settled();
}

const suite = consoleSuite('queries', fill);
const TIERS = 'select loyalty.tier, count(*) as members, sum(loyalty.points) as points from';

describe('the queries of the console', () => {
  it('are written with completion and run, with the keyboard', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Queries');
    await page.getByRole('button', { name: programme.profileTable }).waitFor();
    await visitor.look('en-queries-empty');
    await visitor.tabTo('textbox', 'SQL');
    await page.keyboard.type('select * from loyalty_m');
    await page.getByRole('option', { name: /^loyalty_members/ }).waitFor();
    // A list that has only just come takes no Enter: it may have been meant for the text.
    await sleep(200);
    await page.keyboard.press('Enter');
    await page.keyboard.type(' where loyalty.ti');
    await page.getByRole('option', { name: 'tierVARCHAR' }).waitFor();
    await visitor.look('en-queries-completion');
    await page.keyboard.press('Enter');
    await page.keyboard.type(" = 'gold'");
    await page.keyboard.press('Control+Enter');
    await page.getByText(/^2 rows in /).waitFor();
    const editor = page.getByRole('textbox', { name: 'SQL' });
    expect(await editor.textContent()).toBe("select * from loyalty_members where loyalty.tier = 'gold'");
    // Tab does not stay in the editor.
    await page.keyboard.press('Tab');
    expect(await editor.evaluate((element) => element === document.activeElement)).toBe(false);
    expect(faults).toEqual([]);
  });

  it('give a table, a chart and a file, under an address that leads back to them', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    const sql = `${TIERS} ${programme.profileTable} group by 1 order by 1`;
    await page.goto(`/sname:prod/queries#${encodeURIComponent(sql)}`);
    await visitor.signIn();
    await visitor.heading('Queries');
    await expect.poll(() => page.getByRole('textbox', { name: 'SQL' }).textContent()).toBe(sql);
    await page.getByRole('button', { name: 'Run query' }).click();
    await page.getByRole('rowheader', { name: 'gold' }).waitFor();
    const rows = page.getByRole('grid', { name: 'Result' }).getByRole('row');
    const texts = (await rows.allInnerTexts()).map((text) => text.split(/\s+/));
    expect(texts.slice(1)).toEqual([
      ['gold', '2', '4350'],
      ['silver', '1', '400'],
    ]);
    await rows.nth(1).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Row 1', exact: true }).getByText('"tier": "gold"').waitFor();
    await visitor.look('en-queries-table');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    expect(readFileSync(await file.path(), 'utf8')).toBe('tier,members,points\r\ngold,2,4350\r\nsilver,1,400\r\n');
    await visitor.tab('Chart');
    await page.getByRole('list', { name: 'tier, points' }).getByRole('listitem').nth(1).waitFor();
    await visitor.look('en-queries-chart');
    await page.getByRole('button', { name: /Value/ }).click();
    await page.getByRole('option', { name: 'members' }).click();
    const bars = page.getByRole('list', { name: 'tier, members' }).getByRole('listitem');
    expect((await bars.allInnerTexts()).map((text) => text.split(/\s+/))).toEqual([
      ['gold', '2'],
      ['silver', '1'],
    ]);
    const editor = page.getByRole('textbox', { name: 'SQL' });
    await editor.fill("select 'no number' as text");
    await page.getByRole('button', { name: 'Run query' }).click();
    await page.getByRole('rowheader', { name: 'no number' }).waitFor();
    await visitor.tab('Chart');
    await page.getByText('There is no number to draw').first().waitFor();
    await page.goBack();
    await expect.poll(() => editor.textContent()).toBe(sql);
    await editor.fill('select 1 where false');
    await page.getByRole('button', { name: 'Run query' }).click();
    await page.getByText('The query found no rows').waitFor();
    await editor.fill('select * from range(12000)');
    await page.getByRole('button', { name: 'Run query' }).click();
    await page.getByText(/^10,000 rows in .*There are more.*The first 500 are shown/).waitFor();
    await page.route('**/meniscus/v1/sql', (route) =>
      route.fulfill({
        json: { columns: ['n'], types: ['INTEGER'], rows: [[1]], rowCount: 1, truncated: false, fresh: false },
      }),
    );
    await page.getByRole('button', { name: 'Run query' }).click();
    await page.getByText(/^1 row in .*The newest records may be missing/).waitFor();
    expect(faults).toEqual([]);
  });

  it('are taken along as a file with all of their rows, of which a spreadsheet runs none', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    const sql =
      `select '=1+1' as "=name", loyalty.tier, loyalty.points, -loyalty.points as owed, identityMap, null as nothing, ` +
      `'a "b", c' as quoted, timestamp '2026-01-02 03:04:05' as at from ${programme.profileTable} order by loyalty.points`;
    await page.goto(`/sname:prod/queries#${encodeURIComponent(sql)}`);
    await visitor.signIn();
    await visitor.heading('Queries');
    await page.getByRole('button', { name: 'Run query' }).click();
    await page.getByText(/^3 rows in /).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('query.csv');
    const [names, ...lines] = papaparse.parse<string[]>(readFileSync(await file.path(), 'utf8').trimEnd()).data;
    expect(names).toEqual(["'=name", 'tier', 'points', 'owed', 'identityMap', 'nothing', 'quoted', 'at']);
    const { rows } = await suite.api.sql(sql);
    const text = (cell: unknown) => (typeof cell === 'object' ? JSON.stringify(cell) : String(cell));
    expect(lines).toEqual(
      rows.map(([, ...cells]) => ["'=1+1", ...cells.map((cell) => (cell === null ? '' : text(cell)))]),
    );
    expect(lines.map((cells) => cells[3])).toEqual(['-400', '-1250', '-3100']);
    expect(faults).toEqual([]);
  });

  it('say what is wrong, and where', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Queries');
    await page.getByRole('textbox', { name: 'SQL' }).fill('select loyalty.tier\nfrom loyalty_member');
    await page.getByRole('button', { name: 'Run query' }).click();
    await page
      .getByText('Line 2, column 6: table loyalty_member does not exist; did you mean loyalty_members?')
      .waitFor();
    await page.locator('.cm-lintRange-error').getByText('loyalty_member').waitFor();
    await visitor.look('en-queries-problem');
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });

  it('have nothing to ask in a new sandbox, and say so', async () => {
    const sandbox = { name: 'fresh', title: 'Fresh', type: 'development' };
    await suite.api.call('POST', '/data/foundation/sandbox-management/sandboxes', sandbox);
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:fresh/queries');
    await visitor.signIn();
    await page.getByText('There is no dataset yet').waitFor();
    await page.getByRole('link', { name: 'Go to Datasets' }).click();
    await visitor.heading('Datasets');
    expect(faults).toEqual([]);
  });

  it('begin with a table, in French', async () => {
    const { page, faults, ...visitor } = await suite.visit('fr-FR');
    await visitor.signIn();
    await visitor.open('Requêtes');
    await page.getByRole('button', { name: programme.profileTable }).click();
    await page.getByRole('button', { name: 'Exécuter la requête' }).click();
    await page.getByText(/^3 lignes en /).waitFor();
    await visitor.look('fr-queries-table');
    await visitor.tab('Graphique');
    await page.getByText('Aucun nombre à représenter').first().waitFor();
    await page.getByRole('textbox', { name: 'SQL' }).fill('select loyalty.tier, pointz\nfrom loyalty_members');
    await page.getByRole('button', { name: 'Exécuter la requête' }).click();
    await page.getByText('La colonne « pointz » n’est dans aucune table de la clause FROM.').waitFor();
    await visitor.look('fr-queries-problem');
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });
});
