import { describe, expect, it } from 'vitest';
import { consoleSuite } from '../../../../tools/harness/console.ts';

const suite = consoleSuite('policies');

const ADMINISTRATION = '/data/foundation/access-control/administration';

async function named(kind: 'policies' | 'roles', name: string): Promise<{ readonly id: string } | undefined> {
  const { items } = await suite.api.call<{ items: readonly { id: string; name: string }[] }>(
    'GET',
    `${ADMINISTRATION}/${kind}`,
  );
  return items.find((one) => one.name === name);
}

describe('policies and labels in the console', () => {
  it('says in French what a policy hides from whom, and switches it on only when that is confirmed', async () => {
    const { page, faults, ...visitor } = await suite.visit('fr-FR');
    await visitor.signIn();
    await visitor.open('Autorisations');
    await visitor.look('fr-roles');
    const { id } = (await named('roles', 'Sandbox administrators'))!;
    await page.goto(`/sname:prod/permissions/roles/${id}`);
    await page.getByText('Administration des sandboxes').waitFor();
    await page.getByText('Gérer les sandboxes', { exact: false }).first().waitFor();
    await page.goto('/sname:prod/permissions');
    await visitor.heading('Autorisations');
    await visitor.tab('Politiques');
    await page.getByText('Les administrateurs ne portent pas d’étiquettes par défaut').waitFor();
    await visitor.look('fr-policies');
    const policy = page.getByRole('region', { name: 'Default-Label-Based-Access-Control-Policy' });
    await policy.getByRole('button', { name: 'Activer' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Annuler' }).click();
    await policy.getByRole('button', { name: 'Activer' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Activer' }).click();
    await policy.getByRole('button', { name: 'Désactiver' }).waitFor();
    await policy.getByRole('button', { name: 'Désactiver' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Désactiver' }).click();
    await policy.getByRole('button', { name: 'Activer' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('makes a label of the organisation’s own, and says something else of it', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/permissions?tab=labels');
    await visitor.signIn();
    await page.getByRole('rowheader', { name: 'core/C2', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Create label' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('C2');
    await page.getByRole('textbox', { name: 'Friendly name' }).fill('Payment plan');
    await page.getByRole('button', { name: 'Create label' }).last().click();
    await page.getByText('There is a label of this name.').waitFor();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Plan');
    await page.keyboard.press('Enter');
    await page.getByRole('rowheader', { name: 'custom/Plan' }).waitFor();
    await page.getByRole('searchbox', { name: 'Search' }).fill('plan');
    await page.getByRole('button', { name: 'Edit Plan' }).click();
    await page.getByRole('textbox', { name: 'Friendly name' }).fill('Plans of payment');
    await page.keyboard.press('Enter');
    await page.getByRole('gridcell', { name: 'Plans of payment' }).waitFor();
    await page.getByRole('searchbox', { name: 'Search' }).fill('');
    await visitor.look('en-labels');
    expect(faults).toEqual([]);
  });

  it('makes a policy of its own rules, changes it, switches it on and deletes it', async () => {
    const { page, faults, ...visitor } = await suite.visit('en-US');
    await page.goto('/sname:prod/permissions?tab=policies');
    await visitor.signIn();
    await page.getByRole('link', { name: 'Create policy' }).click();
    await visitor.heading('Create policy');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Nobody deletes');
    await page.getByText('The policy needs a rule.').waitFor();
    expect(await page.getByRole('button', { name: 'Create policy' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Add rule' }).click();
    const rule = page.getByRole('region', { name: 'Rule 1', exact: true });
    const choose = async (of: RegExp, option: string) => {
      await rule.getByRole('button', { name: of }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    const tick = async (name: string) => {
      await rule.getByRole('checkbox', { name }).focus();
      await page.keyboard.press('Space');
    };
    await choose(/Effect/, 'Deny');
    await choose(/Resource/, 'Audiences');
    await choose(/Sandbox/, 'Production');
    await choose(/Whoever/, 'lacks one of its labels');
    await tick('Core labels');
    await tick('See');
    await page.getByText('A rule is about an action.').waitFor();
    await tick('Delete');
    await visitor.look('en-policy-edit');
    await page.getByRole('button', { name: 'Create policy' }).click();
    const policy = page.getByRole('region', { name: 'Nobody deletes' });
    await policy.getByRole('button', { name: 'Activate' }).waitFor();
    const match = [{ var: 'subject.roles.labels' }, 'custom/', { var: 'resource.labels' }];
    expect(await named('policies', 'Nobody deletes')).toMatchObject({
      status: 'inactive',
      rules: [
        {
          effect: 'Deny',
          resource: `/orgs/${suite.platform.credentials.orgId}/sandboxes/prod/segments/*`,
          condition: JSON.stringify({ '!': [{ 'adobe.match_all_labels_by_prefix': match }] }),
          actions: ['com.adobe.action.delete'],
        },
      ],
    });
    await policy.getByRole('button', { name: 'Activate' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Activate' }).click();
    await policy.getByRole('button', { name: 'Deactivate' }).waitFor();
    await policy.getByRole('link', { name: 'Edit' }).click();
    await visitor.heading('Nobody deletes');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Nobody changes');
    await tick('Change');
    await page.getByRole('button', { name: 'Save' }).click();
    const changed = page.getByRole('region', { name: 'Nobody changes' });
    await changed.getByText('Change, Delete').waitFor();
    expect(await named('policies', 'Nobody changes')).toMatchObject({ status: 'active' });
    await changed.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    const standard = page.getByRole('region', { name: 'Default-Label-Based-Access-Control-Policy' });
    await standard.getByRole('link', { name: 'Edit' }).waitFor();
    expect(await standard.getByRole('button', { name: 'Delete' }).count()).toBe(0);
    expect(await named('policies', 'Nobody changes')).toBeUndefined();
    expect(faults).toEqual([]);
  });
});
