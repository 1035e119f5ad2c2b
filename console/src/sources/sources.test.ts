import { describe, expect, it } from 'vitest';
import { type ConsoleSuite, consoleSuite } from '../../../tools/harness/console.ts';
import { type Programme, setUpProgramme } from '../../../tools/harness/programme.ts';

let programme: Programme;

async function fill({ api }: ConsoleSuite): Promise<void> {
  programme = await setUpProgramme(api);
}

const suite = consoleSuite('sources', fill);

describe('sources', () => {
  it('are found by category and word, and the choice is in the address', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Sources');
    const cards = page.getByRole('list', { name: 'Catalog' }).getByRole('heading', { level: 2 });
    await expect.poll(() => cards.count()).toBeGreaterThan(3);
    await visitor.look('en-sources-catalog');
    await page.getByRole('row', { name: 'Loyalty' }).click();
    await expect.poll(() => cards.allInnerTexts()).toEqual(['Capillary Streaming Events']);
    expect(new URL(page.url()).search).toBe('?category=Loyalty');
    await page.getByRole('row', { name: 'All' }).click();
    await page.getByRole('searchbox', { name: 'Search sources' }).fill('sftp');
    await expect.poll(() => cards.allInnerTexts()).toEqual(['SFTP']);
    await page.getByRole('searchbox', { name: 'Search sources' }).fill('no such source');
    await page.getByText('No source matches').waitFor();
    await page.goto('/sname:prod/sources?search=capillary');
    await expect.poll(() => cards.allInnerTexts()).toEqual(['Capillary Streaming Events']);
    await visitor.tabTo('button', 'Terms of a beta source Help');
    await page.keyboard.press('Enter');
    await page.getByText('A source in beta works').waitFor();
    await visitor.look('en-sources-beta');
    expect(faults).toEqual([]);
  });

  it('have dataflows, whose test event is seen passing stage by stage and has a ledger', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await visitor.signIn();
    await visitor.open('Sources');
    await visitor.tab('Accounts');
    await page.getByRole('rowheader', { name: 'Transactions' }).waitFor();
    await visitor.look('en-sources-accounts');
    await visitor.tab('Dataflows');
    await page.getByRole('gridcell', { name: programme.eventInlet }).waitFor();
    await visitor.look('en-sources-dataflows');
    await page.getByRole('row', { name: /^Transactions/ }).focus();
    await page.keyboard.press('Enter');
    await visitor.heading('Transactions');
    await visitor.tabTo('button', 'Copy Streaming endpoint URL');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Copied Streaming endpoint URL' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(programme.eventInlet);
    const values = page.getByRole('region', { name: 'Connect+ values' }).getByRole('textbox');
    await expect.poll(() => values.count()).toBe(8);
    expect(await page.getByLabel('Client Secret', { exact: true }).inputValue()).toBe('s');
    await visitor.tabTo('button', 'Send a test event');
    await page.keyboard.press('Enter');
    const way = page.getByRole('list', { name: 'The way of the test event' });
    await way.getByText('Stored in the dataset').waitFor({ timeout: 15_000 });
    const stages = (await way.getByRole('listitem').allInnerTexts()).map((text) => text.split(' · ')[0]);
    expect(stages).toEqual(['Received', 'Mapped', 'In the profile', 'Stored in the dataset']);
    await page.getByRole('grid', { name: 'Live' }).waitFor();
    await visitor.look('en-sources-dataflow');
    await visitor.tabTo('link', 'Open its ledger');
    await page.keyboard.press('Enter');
    await page.getByRole('grid', { name: 'Ledger' }).waitFor();
    await visitor.look('en-sources-ledger');
    expect(faults).toEqual([]);
  });
});
