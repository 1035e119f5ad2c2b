import { Button, Heading, TextArea, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useGo, useParameter } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t as shared } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { usePlace } from '../../ui/person.ts';
import { useSandboxNames } from '../sandbox-names.ts';
import { t as access } from '../texts.ts';
import { addressOf, LIST, policiesOf } from './policies-of.ts';
import { draftOf, missingIn, NEW_RULE, type Policy, type RuleDraft, ruleOf } from './rule-draft.ts';
import { RuleEditor } from './rule-editor.tsx';
import { t } from './texts.ts';

const above = [
  { label: access('permissions'), href: '/permissions' },
  { label: access('policies'), href: LIST },
];

/** A new policy; it is made inactive, so that it can be looked at before it hides anything. */
export function CreatePolicy() {
  const client = useClient();
  const create = useChange(
    (body: Draft) => client.call('createAccessPolicy', { body: { ...body, status: 'inactive' } }),
    ({ name }) => t('created', name),
    ({ id }) => addressOf(id),
  );
  return (
    <PolicyForm title={t('create')} name="" description="" rules={[]} submit={t('create')} save={create}>
      <p className={style({ font: 'body', margin: 0 })}>{t('createHint')}</p>
    </PolicyForm>
  );
}

/** A policy that is there, changed as a whole. */
export function EditPolicy() {
  const policyId = useParameter('policyId');
  const policies = useQuery(policiesOf(useClient()));
  const policy = policies.data?.find(({ id }) => id === policyId);
  if (policy !== undefined) return <Edit policy={policy} />;
  return (
    <Page title={t('policy')} above={above}>
      <Loaded query={policies}>
        {() => (
          <EmptyState title={t('unknown')} hint={t('unknownHint')} action={{ label: t('toPolicies'), href: LIST }} />
        )}
      </Loaded>
    </Page>
  );
}

function Edit({ policy: { id, name, description, rules } }: { policy: Policy }) {
  const client = useClient();
  const replace = useChange(
    (body: Draft) => client.call('replaceAccessPolicy', { path: { policyId: id }, body }),
    (body) => t('changed', body.name),
    () => addressOf(id),
  );
  const policy = { name, description, rules };
  return <PolicyForm title={name} {...policy} submit={access('save')} save={replace} />;
}

type Draft = Pick<Policy, 'name' | 'description' | 'rules'>;

function PolicyForm({
  title,
  submit,
  save,
  children,
  ...policy
}: Draft & {
  title: string;
  submit: string;
  save: { run: (policy: Draft) => void; isPending: boolean };
  children?: ReactNode;
}) {
  const { org } = usePlace();
  const go = useGo();
  const [name, setName] = useState(policy.name);
  const [description, setDescription] = useState(policy.description);
  const [rules, setRules] = useState(() => policy.rules.map((rule) => draftOf(org, rule)));
  const missing = missingOf(name, rules);
  const buttons = (
    <>
      <Button variant="secondary" fillStyle="outline" onPress={() => void go(LIST)}>
        {shared('cancel')}
      </Button>
      <Button
        variant="accent"
        isDisabled={missing !== undefined}
        isPending={save.isPending}
        onPress={() => save.run({ name, description, rules: rules.map((rule) => ruleOf(org, rule)) })}
      >
        {submit}
      </Button>
    </>
  );
  return (
    <Page title={title} above={above} ends={{ buttons, missing }}>
      {children}
      <div className={style({ display: 'flex', flexDirection: 'column', gap: 24 })}>
        <div className={style({ display: 'flex', flexDirection: 'column', gap: 16, maxWidth: 640 })}>
          <TextField label={shared('name')} value={name} onChange={setName} isRequired />
          <TextArea label={shared('description')} value={description} onChange={setDescription} />
        </div>
        <Rules rules={rules} onChange={setRules} />
      </div>
    </Page>
  );
}

function missingOf(name: string, rules: readonly RuleDraft[]): string | undefined {
  if (name.trim() === '') return t('missing-name');
  if (rules.length === 0) return t('missing-rules');
  const what = rules.map(missingIn).find((one) => one !== undefined);
  return what === undefined ? undefined : t(`missing-${what}`);
}

function Rules({ rules, onChange }: { rules: readonly RuleDraft[]; onChange: (rules: RuleDraft[]) => void }) {
  const sandboxes = useSandboxNames();
  return (
    <section aria-label={t('rules')} className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t('rules')}
      </Heading>
      <p className={style({ font: 'body', margin: 0 })}>{t('rulesHint')}</p>
      {rules.map((rule, index) => (
        <RuleEditor
          // Rules have no name of their own: their place is all that tells them apart.
          // biome-ignore lint/suspicious/noArrayIndexKey: a field keeps the focus while its rule changes
          key={index}
          rule={rule}
          number={index + 1}
          sandboxes={sandboxes}
          onChange={(changed) => onChange(rules.with(index, changed))}
          onRemove={() => onChange(rules.toSpliced(index, 1))}
        />
      ))}
      <div>
        <Button variant="secondary" onPress={() => onChange([...rules, NEW_RULE])}>
          {t('addRule')}
        </Button>
      </div>
    </section>
  );
}
