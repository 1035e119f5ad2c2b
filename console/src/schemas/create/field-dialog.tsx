import {
  Button,
  ButtonGroup,
  Checkbox,
  Content,
  Dialog,
  Form,
  Heading,
  NumberField,
  Picker,
  PickerItem,
  Radio,
  RadioGroup,
  TextArea,
  TextField,
} from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { t as shared } from '../../ui/messages.ts';
import { type Choice, type Draft, FIELD_NAME, type OwnField, TYPES, type TypeName } from './draft.ts';
import { t } from './texts.ts';

const NUMBERS: readonly TypeName[] = ['Double', 'Long', 'Integer', 'Short', 'Byte'];
const TOP = '';

/** What the form holds: texts as they are typed. */
interface Entered {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: TypeName;
  readonly inside: string;
  readonly isArray: boolean;
  readonly isRequired: boolean;
  readonly least: number;
  readonly most: number;
  readonly pattern: string;
  readonly kind: 'any' | 'enum' | 'suggested';
  readonly values: string;
}

function enteredOf(field: OwnField | undefined): Entered {
  return {
    name: field?.path.at(-1) ?? '',
    title: field?.title ?? '',
    description: field?.description ?? '',
    type: field?.type ?? 'String',
    inside: field?.path.slice(0, -1).join('.') ?? TOP,
    isArray: field?.isArray ?? false,
    isRequired: field?.isRequired ?? false,
    least: field?.least ?? Number.NaN,
    most: field?.most ?? Number.NaN,
    pattern: field?.pattern ?? '',
    kind: field?.choices?.kind ?? 'any',
    values: (field?.choices?.values ?? [])
      .map(({ value, label }) => (label === '' ? value : `${value}, ${label}`))
      .join('\n'),
  };
}

function choicesOf(values: string): readonly Choice[] {
  return values.split('\n').flatMap((line) => {
    const comma = line.indexOf(',');
    const value = (comma < 0 ? line : line.slice(0, comma)).trim();
    return value === '' ? [] : [{ value, label: comma < 0 ? '' : line.slice(comma + 1).trim() }];
  });
}

const number = (value: number) => (Number.isNaN(value) ? undefined : value);

function fieldOf(entered: Entered): OwnField {
  const { name, title, description, type, inside, isArray, isRequired, least, most, pattern, kind, values } = entered;
  return {
    path: [...(inside === TOP ? [] : inside.split('.')), name],
    title: title.trim() || name,
    description: description.trim(),
    type,
    isArray,
    isRequired,
    least: number(least),
    most: number(most),
    pattern: type === 'String' ? pattern : '',
    choices: type !== 'String' || kind === 'any' ? undefined : { kind, values: choicesOf(values) },
  };
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) !== undefined;
  } catch {
    return false;
  }
}

/** Adds a field of the person's own, or changes one; where it stands and what it is called stays then. */
export function FieldDialog({
  draft,
  field,
  onApply,
}: {
  draft: Draft;
  field?: OwnField;
  onApply: (field: OwnField) => void;
}) {
  const [entered, setEntered] = useState(() => enteredOf(field));
  const set = (change: Partial<Entered>) => setEntered((before) => ({ ...before, ...change }));
  const made = fieldOf(entered);
  const isTaken = field === undefined && draft.fields.some(({ path }) => path.join('.') === made.path.join('.'));
  const isBad = entered.name !== '' && !FIELD_NAME.test(entered.name);
  const isReady = FIELD_NAME.test(entered.name) && !isTaken && isPattern(made.pattern);
  return (
    <Dialog size="L">
      {({ close }) => (
        <>
          <Heading slot="title">{field === undefined ? t('addField') : t('editField')}</Heading>
          <Content>
            <Form
              onSubmit={(event) => {
                event.preventDefault();
                if (!isReady) return;
                onApply(made);
                close();
              }}
            >
              <TextField
                label={t('fieldName')}
                description={t('fieldNameHint')}
                isRequired
                isReadOnly={field !== undefined}
                autoFocus={field === undefined}
                value={entered.name}
                onChange={(name) => set({ name })}
                isInvalid={isBad || isTaken}
                errorMessage={isTaken ? t('fieldTaken') : t('badFieldName')}
              />
              <TextField label={t('title')} value={entered.title} onChange={(title) => set({ title })} />
              <Where draft={draft} entered={entered} isFixed={field !== undefined} onChange={set} />
              <Rules entered={entered} onChange={set} />
              <TextArea
                label={shared('description')}
                value={entered.description}
                onChange={(description) => set({ description })}
              />
            </Form>
          </Content>
          <ButtonGroup>
            <Button variant="secondary" onPress={close}>
              {shared('cancel')}
            </Button>
            <Button
              variant="accent"
              isDisabled={!isReady}
              onPress={() => {
                onApply(made);
                close();
              }}
            >
              {t('apply')}
            </Button>
          </ButtonGroup>
        </>
      )}
    </Dialog>
  );
}

interface Part {
  readonly entered: Entered;
  readonly onChange: (change: Partial<Entered>) => void;
}

const row = style({ display: 'flex', flexWrap: 'wrap', gap: 16, alignItems: 'end' });

function Where({ draft, entered, isFixed, onChange }: Part & { draft: Draft; isFixed: boolean }) {
  const objects = draft.fields.filter(({ type }) => type === 'Object').map(({ path }) => path.join('.'));
  return (
    <>
      <div className={row}>
        <Picker
          label={t('type')}
          styles={style({ width: 192 })}
          selectedKey={entered.type}
          isDisabled={isFixed}
          onSelectionChange={(type) => onChange({ type: type as TypeName })}
        >
          {Object.keys(TYPES).map((type) => (
            <PickerItem key={type} id={type}>
              {type}
            </PickerItem>
          ))}
        </Picker>
        {objects.length > 0 && (
          <Picker
            label={t('inside')}
            styles={style({ width: 192 })}
            selectedKey={`/${entered.inside}`}
            isDisabled={isFixed}
            onSelectionChange={(key) => onChange({ inside: String(key).slice(1) })}
          >
            {[TOP, ...objects].map((path) => (
              <PickerItem key={path} id={`/${path}`}>
                {path === TOP ? '/' : path}
              </PickerItem>
            ))}
          </Picker>
        )}
      </div>
      <div className={row}>
        <Checkbox isSelected={entered.isArray} onChange={(isArray) => onChange({ isArray })}>
          {t('array')}
        </Checkbox>
        <Checkbox isSelected={entered.isRequired} onChange={(isRequired) => onChange({ isRequired })}>
          {t('required')}
        </Checkbox>
      </div>
    </>
  );
}

function Rules({ entered, onChange }: Part) {
  const { type, least, most, pattern, kind, values } = entered;
  const isText = type === 'String';
  if (!isText && !NUMBERS.includes(type)) return null;
  return (
    <>
      <div className={row}>
        <NumberField
          label={isText ? t('minLength') : t('minimum')}
          styles={style({ width: 192 })}
          value={least}
          onChange={(value) => onChange({ least: value })}
        />
        <NumberField
          label={isText ? t('maxLength') : t('maximum')}
          styles={style({ width: 192 })}
          value={most}
          onChange={(value) => onChange({ most: value })}
        />
      </div>
      {isText && (
        <>
          <TextField
            label={t('pattern')}
            value={pattern}
            onChange={(text) => onChange({ pattern: text })}
            isInvalid={!isPattern(pattern)}
            errorMessage={t('badPattern')}
          />
          <RadioGroup
            label={t('choices')}
            orientation="horizontal"
            value={kind}
            onChange={(value) => onChange({ kind: value as Entered['kind'] })}
          >
            <Radio value="any">{t('noChoices')}</Radio>
            <Radio value="enum">{t('enum')}</Radio>
            <Radio value="suggested">{t('suggested')}</Radio>
          </RadioGroup>
          {kind !== 'any' && (
            <TextArea
              label={t('values')}
              description={t('valuesHint')}
              value={values}
              onChange={(text) => onChange({ values: text })}
            />
          )}
        </>
      )}
    </>
  );
}
