import { ActionButton, Checkbox, CheckboxGroup, Picker, PickerItem, TextArea, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { t as shared } from '../../ui/messages.ts';
import { useSandboxTitle } from '../sandbox-names.ts';
import { ACTIONS, EFFECTS, KINDS, MATCHES, type RuleDraft, SUBJECTS } from './rule-draft.ts';
import { effectName, t } from './texts.ts';

const card = style({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  padding: 16,
  borderWidth: 1,
  borderStyle: 'solid',
  borderColor: 'gray-300',
  borderRadius: 'lg',
});
const fields = style({
  display: 'grid',
  gridTemplateColumns: { default: ['1fr'], md: ['1fr', '1fr'], lg: ['1fr', '1fr', '1fr', '1fr'] },
  alignItems: 'start',
  columnGap: 24,
  rowGap: 16,
});
const wide = style({ width: 'full' });

interface Props {
  readonly rule: RuleDraft;
  readonly onChange: (rule: RuleDraft) => void;
}

/** One rule of a policy: who may, or may not, do what with what. */
export function RuleEditor({
  rule,
  number,
  sandboxes,
  onChange,
  onRemove,
}: Props & {
  /** Its place among the rules, from 1. */
  number: number;
  /** Names a rule can be about. */
  sandboxes: readonly string[];
  onRemove: () => void;
}) {
  return (
    <section aria-label={t('rule', number)} className={card}>
      <div className={style({ display: 'flex', alignItems: 'center', justifyContent: 'space-between' })}>
        <span className={style({ font: 'title-sm' })}>{t('rule', number)}</span>
        <ActionButton size="S" isQuiet aria-label={t('removeRule', number)} onPress={onRemove}>
          {t('remove')}
        </ActionButton>
      </div>
      <div className={fields}>
        <Choice
          label={t('effect')}
          ids={[...new Set<string>([...EFFECTS, rule.effect])]}
          nameOf={effectName}
          value={rule.effect}
          onChange={(effect) => onChange({ ...rule, effect })}
        />
        <Choice
          label={t('resource')}
          ids={SUBJECTS}
          nameOf={(id) => t(`subject-${id}`)}
          value={rule.subject}
          onChange={(subject) => onChange({ ...rule, subject })}
        />
        <Subject rule={rule} sandboxes={sandboxes} onChange={onChange} />
        <CheckboxGroup
          label={t('actions')}
          value={[...rule.actions]}
          onChange={(ids) => onChange({ ...rule, actions: ACTIONS.filter((id) => ids.includes(id)) })}
        >
          {ACTIONS.map((id) => (
            <Checkbox key={id} value={id}>
              {t(`action-${id}`)}
            </Checkbox>
          ))}
        </CheckboxGroup>
      </div>
      <div className={fields}>
        <Choice
          label={t('who')}
          ids={MATCHES}
          nameOf={(id) => t(`match-${id}`)}
          value={rule.match}
          onChange={(match) => onChange({ ...rule, match })}
        />
        <Condition rule={rule} onChange={onChange} />
      </div>
    </section>
  );
}

function Choice<Id extends string>({
  label,
  ids,
  nameOf,
  value,
  onChange,
}: {
  label: string;
  ids: readonly Id[];
  nameOf: (id: Id) => string;
  value: Id;
  onChange: (id: Id) => void;
}) {
  return (
    <Picker label={label} selectedKey={value} onSelectionChange={(key) => onChange(key as Id)} styles={wide}>
      {ids.map((id) => (
        <PickerItem key={id} id={id}>
          {nameOf(id)}
        </PickerItem>
      ))}
    </Picker>
  );
}

function Subject({ rule, sandboxes, onChange }: Props & { sandboxes: readonly string[] }) {
  const titleOf = useSandboxTitle();
  if (rule.subject === 'other')
    return (
      <TextField
        label={t('other')}
        value={rule.resource}
        onChange={(resource) => onChange({ ...rule, resource })}
        isRequired
        styles={wide}
      />
    );
  return (
    <Choice
      label={shared('sandbox')}
      ids={[...new Set(['*', ...sandboxes, rule.sandbox])]}
      nameOf={(id) => (id === '*' ? t('everySandbox') : titleOf(id))}
      value={rule.sandbox}
      onChange={(sandbox) => onChange({ ...rule, sandbox })}
    />
  );
}

function Condition({ rule, onChange }: Props) {
  if (rule.match === 'other')
    return (
      <TextArea
        label={t('condition')}
        value={rule.condition}
        onChange={(condition) => onChange({ ...rule, condition })}
        isRequired
        styles={wide}
      />
    );
  return (
    <CheckboxGroup
      label={t('kinds')}
      value={[...rule.kinds]}
      onChange={(ids) => onChange({ ...rule, kinds: KINDS.filter((id) => ids.includes(id)) })}
    >
      {KINDS.map((id) => (
        <Checkbox key={id} value={id}>
          {t(`kind-${id}`)}
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}
