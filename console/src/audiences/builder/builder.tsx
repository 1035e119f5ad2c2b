import { parsePql } from '@meniscus/languages/pql';
import { Button, Content, Heading, InlineAlert } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { to, useGo } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { t as shared } from '../../ui/messages.ts';
import { notifyDone, notifyFailed } from '../../ui/notify.ts';
import { Page } from '../../ui/page.tsx';
import { type Saving, useUnsaved } from '../../ui/unsaved.ts';
import type { Audience } from '../audience.ts';
import { Canvas } from './canvas.tsx';
import { DraggingProvider } from './dragging.tsx';
import { EstimateCard } from './estimate.tsx';
import { ExplainPanel } from './explain-panel.tsx';
import { FieldRail } from './field-rail.tsx';
import { PqlPane } from './pql-pane.tsx';
import { methodFor, propertiesOf } from './properties.ts';
import { PropertiesForm } from './properties-form.tsx';
import { hasGap } from './rule/block.ts';
import type { Draft, RuleField } from './rule/insert.ts';
import { readRule } from './rule/read-rule.ts';
import { writeRule } from './rule/write-rule.ts';
import { RuleProvider } from './rule-context.ts';
import { t } from './texts.ts';
import { useSettled } from './use-settled.ts';

const columns = style({
  display: 'grid',
  gridTemplateColumns: { default: ['minmax(0, 1fr)'], lg: [288, 'minmax(0, 1fr)', 256] },
  columnGap: 24,
  rowGap: 24,
  alignItems: 'start',
});
const column = style({ display: 'flex', flexDirection: 'column', gap: 24, minWidth: 0 });

/** What the builder begins with. */
export interface BuilderStart {
  /** The audience that is edited; none: a new one. */
  readonly audience?: Audience;
  /** Its rule as `pql/text`. */
  readonly text: string;
  readonly fields: { readonly profile: readonly RuleField[]; readonly event: readonly RuleField[] };
  readonly audiences: readonly { readonly id: string; readonly name: string; readonly description?: string }[];
  /** Today as `2026-03-01`. */
  readonly today: string;
}

/** The rule as it is now: always as text; as blocks too while they can say it. */
interface Rule {
  readonly text: string;
  readonly draft: Draft | undefined;
}

function ruleOf(text: string): Rule {
  const root = readRule(text);
  return { text, draft: root && { root, place: [] } };
}

/** Builds the rule of an audience from blocks or as PQL, each changing the other, with an estimate, and saves it. */
export function AudienceBuilder({ start }: { start: BuilderStart }) {
  const { audience, fields, audiences, today } = start;
  const [{ text, draft }, setRule] = useState(() => ruleOf(start.text));
  const [properties, setProperties] = useState(() => propertiesOf(audience));
  const saving = useUnsaved([text, properties]);
  const check = useRuleCheck(text);
  const complete = text.trim() !== '' && (draft === undefined || !hasGap(draft.root));
  const eligibility = check?.rule;
  const checked = complete && check?.valid === true ? check.rule?.text : undefined;
  const method = methodFor(properties.method, eligibility);
  const missing = missingIn({ text, complete, valid: check?.valid, name: properties.name });
  const title = audience === undefined ? t('create') : t('edit', audience.name);
  const builder = useMemo(
    () =>
      draft && {
        ...{ draft, fields, audiences, today },
        change: (changed: Draft) => setRule({ text: writeRule(changed.root), draft: changed }),
      },
    [draft, fields, audiences, today],
  );
  const save = <Save audience={audience} body={{ ...properties, method, text }} missing={missing} saving={saving} />;
  return (
    <Page title={title} above={aboveOf(audience)} ends={{ buttons: save, missing }}>
      <div className={columns}>
        <DraggingProvider>
          <div className={column}>
            {builder !== undefined && (
              <RuleProvider value={builder}>
                <FieldRail />
              </RuleProvider>
            )}
          </div>
          <div className={column}>
            {builder === undefined ? (
              <NotDrawn text={text} />
            ) : (
              <RuleProvider value={builder}>
                <Canvas />
              </RuleProvider>
            )}
            <PqlPane
              text={text}
              mistakes={complete ? (check?.diagnostics ?? []) : []}
              onChange={(changed) => setRule(ruleOf(changed))}
            />
            <ExplainPanel
              rule={checked}
              mergePolicyId={audience?.mergePolicyId}
              audienceName={(id) => audiences.find((one) => one.id === id)?.name ?? id}
            />
          </div>
        </DraggingProvider>
        <div className={column}>
          <EstimateCard rule={checked} />
          <PropertiesForm properties={properties} eligibility={eligibility} onChange={setProperties} />
        </div>
      </div>
    </Page>
  );
}

function aboveOf(audience: Audience | undefined) {
  const list = { label: shared('audiences'), href: '/audiences' };
  return audience === undefined ? [list] : [list, { label: audience.name, href: to`/audiences/${audience.id}` }];
}

/** What the platform makes of the rule, a moment after it was changed; the answer before until there is a new one. */
function useRuleCheck(text: string) {
  const client = useClient();
  const value = useSettled(text);
  return useQuery({
    queryKey: ['rule', value],
    enabled: value.trim() !== '',
    placeholderData: keepPreviousData,
    queryFn: () => client.call('checkRule', { body: { expression: { type: 'PQL', format: 'pql/text', value } } }),
  }).data;
}

/** Why the rule is not drawn: it cannot be read, or says more than blocks can. Either way it is kept as it stands. */
function NotDrawn({ text }: { text: string }) {
  const readable = parsePql(text).expression !== undefined;
  return (
    <InlineAlert variant={readable ? 'informative' : 'notice'}>
      <Heading>{t(readable ? 'cannotDraw' : 'cannotRead')}</Heading>
      <Content>{t(readable ? 'cannotDrawHint' : 'cannotReadHint')}</Content>
    </InlineAlert>
  );
}

/** What the person must still do before the audience can be saved; nothing when it can. */
function missingIn(state: { text: string; complete: boolean; valid: boolean | undefined; name: string }) {
  if (state.text.trim() === '') return t('needsRule');
  if (!state.complete) return t('needsValues');
  if (state.valid === false) return t('needsRepair');
  return state.name.trim() === '' ? t('needsName') : undefined;
}

interface Body {
  readonly name: string;
  readonly description: string;
  readonly method: string;
  readonly text: string;
}

function bodyOf({ name, description, method, text }: Body, lifecycleState: 'draft' | 'published') {
  return {
    name: name.trim(),
    description,
    lifecycleState,
    schema: { name: '_xdm.context.profile' },
    expression: { type: 'PQL', format: 'pql/text', value: text },
    evaluationInfo: {
      batch: { enabled: method === 'batch' },
      continuous: { enabled: method === 'continuous' },
      synchronous: { enabled: method === 'synchronous' },
    },
  } as const;
}

/** Leaves the audience as it is, or saves it as a draft or published, and goes to its page. */
function Save({
  audience,
  body,
  missing,
  saving,
}: {
  audience: Audience | undefined;
  body: Body;
  missing: string | undefined;
  saving: Saving;
}) {
  const client = useClient();
  const cache = useQueryClient();
  const go = useGo();
  const save = useMutation({
    mutationFn: async (state: 'draft' | 'published') => {
      const now = bodyOf(body, state);
      if (audience === undefined) return client.call('createAudience', { body: now });
      const patch = Object.entries(now).map(([name, value]) => ({ op: 'add', path: `/${name}`, value }));
      return client.call('patchAudience', { path: { id: audience.id }, body: patch });
    },
    onSuccess: async ({ id, name }) => {
      await cache.invalidateQueries();
      notifyDone(t('saved', name));
      await go(to`/audiences/${id}`);
    },
    onError: notifyFailed,
  });
  const press = (state: 'draft' | 'published') =>
    void saving(() =>
      save.mutateAsync(state).then(
        () => true,
        () => false,
      ),
    );
  const isPublished = audience?.lifecycleState === 'published';
  const common = { isDisabled: missing !== undefined || save.isPending };
  return (
    <>
      <Button
        variant="secondary"
        fillStyle="outline"
        onPress={() => void go(audience === undefined ? '/audiences' : to`/audiences/${audience.id}`)}
      >
        {shared('cancel')}
      </Button>
      {!isPublished && (
        <Button variant="secondary" {...common} onPress={() => press('draft')}>
          {t('saveDraft')}
        </Button>
      )}
      <Button variant="accent" {...common} onPress={() => press('published')}>
        {t(isPublished ? 'save' : 'publish')}
      </Button>
    </>
  );
}
