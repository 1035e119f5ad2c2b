import { parseDate } from '@internationalized/date';
import {
  ActionButton,
  ComboBox,
  ComboBoxItem,
  DatePicker,
  NumberField,
  Picker,
  PickerItem,
  Tag,
  TagGroup,
  TextField,
} from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import type { CalendarUnit, Scalar, Test, Unit } from './rule/block.ts';
import type { RuleField } from './rule/insert.ts';
import { type Operator, offered, operatorOf, operatorsFor, withOperator } from './rule/operators.ts';
import { labelOf, operatorTexts, periodTexts, t, unitTexts } from './texts.ts';

const row = style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8 });
const wide = style({ width: 192 });
const narrow = style({ width: 96 });
const choice = style({ width: 152 });

const UNITS: readonly Unit[] = ['minute', 'hour', 'day', 'week', 'month', 'year'];
const CALENDAR: readonly CalendarUnit[] = ['day', 'week', 'month', 'year'];
const PERIODS = CALENDAR.flatMap((unit) =>
  (['this', 'last', 'next'] as const).map((which) => `${which} ${unit}` as const),
);

/** What is asked of a field: the choice of how, and the value. `name` tells the inputs of several fields apart. */
export function TestEditor({
  name,
  field,
  test,
  today,
  onChange,
}: {
  name: string;
  field: RuleField | undefined;
  test: Test;
  today: string;
  onChange: (test: Test) => void;
}) {
  const operators = offered(operatorsFor(field?.type), test);
  return (
    <div className={row}>
      <OperatorPicker
        label={labelOf('operator', name)}
        operators={operators}
        operator={operatorOf(test)}
        onChange={(operator) => onChange(withOperator(test, operator, field?.type, today))}
      />
      <ValueEditor name={name} field={field} test={test} onChange={onChange} />
    </div>
  );
}

function OperatorPicker({
  label,
  operators,
  operator,
  onChange,
}: {
  label: string;
  operators: readonly Operator[];
  operator: Operator;
  onChange: (operator: Operator) => void;
}) {
  return (
    <Picker
      aria-label={label}
      styles={choice}
      selectedKey={operator}
      onSelectionChange={(key) => {
        if (key !== null && key !== operator) onChange(key as Operator);
      }}
    >
      {operators.map((one) => (
        <PickerItem key={one} id={one}>
          {operatorTexts(one)}
        </PickerItem>
      ))}
    </Picker>
  );
}

/** The value of a test; nothing for those that take none. */
export function ValueEditor({
  name,
  field,
  test,
  onChange,
}: {
  name: string;
  field: RuleField | undefined;
  test: Test;
  onChange: (test: Test) => void;
}) {
  const label = labelOf('value', name);
  switch (test.kind) {
    case 'presence':
      return null;
    case 'compare':
      return (
        <ScalarInput
          label={label}
          field={field}
          value={test.value}
          onChange={(value) => onChange({ ...test, value })}
        />
      );
    case 'text':
      return <TextInput label={label} value={test.value} onChange={(value) => onChange({ ...test, value })} />;
    case 'list':
      return (
        <ListInput
          name={name}
          field={field}
          values={test.values}
          onChange={(values) => onChange({ ...test, values })}
        />
      );
    case 'distance':
      return (
        <>
          <NumberField
            aria-label={labelOf('amount', name)}
            styles={style({ width: 72 })}
            hideStepper
            minValue={0}
            value={test.amount}
            onChange={(amount) => onChange({ ...test, amount: Number.isNaN(amount) ? 0 : Math.round(amount) })}
          />
          <Picker
            aria-label={labelOf('unit', name)}
            styles={style({ width: 104 })}
            selectedKey={test.unit}
            onSelectionChange={(unit) => onChange({ ...test, unit: unit as Unit })}
          >
            {UNITS.map((unit) => (
              <PickerItem key={unit} id={unit}>
                {unitTexts(unit)}
              </PickerItem>
            ))}
          </Picker>
        </>
      );
    case 'calendar':
      return (
        <Picker
          aria-label={labelOf('period', name)}
          styles={wide}
          selectedKey={`${test.which} ${test.unit}`}
          onSelectionChange={(key) => {
            const [which, unit] = String(key).split(' ') as [typeof test.which, CalendarUnit];
            onChange({ ...test, which, unit });
          }}
        >
          {PERIODS.map((period) => (
            <PickerItem key={period} id={period}>
              {periodTexts(period)}
            </PickerItem>
          ))}
        </Picker>
      );
    case 'day':
      return (
        <DatePicker
          aria-label={labelOf('day', name)}
          value={parseDate(test.day)}
          onChange={(day) => {
            if (day !== null) onChange({ ...test, day: day.toString() });
          }}
        />
      );
  }
}

function ScalarInput({
  label,
  field,
  value,
  onChange,
}: {
  label: string;
  field: RuleField | undefined;
  value: Scalar;
  onChange: (value: Scalar) => void;
}) {
  if (typeof value === 'boolean')
    return (
      <Picker
        aria-label={label}
        styles={narrow}
        selectedKey={String(value)}
        onSelectionChange={(key) => onChange(key === 'true')}
      >
        <PickerItem id="true">{t('true')}</PickerItem>
        <PickerItem id="false">{t('false')}</PickerItem>
      </Picker>
    );
  if (typeof value === 'number')
    return (
      <NumberField
        aria-label={label}
        styles={wide}
        formatOptions={{ maximumFractionDigits: 20 }}
        value={value}
        onChange={(number) => onChange(Number.isNaN(number) ? 0 : number)}
      />
    );
  return <TextInput label={label} values={field?.values} value={value} onChange={onChange} />;
}

/** A text; where values are known they are offered, and any other may be typed. */
function TextInput({
  label,
  values = [],
  value,
  isNeeded = true,
  onChange,
}: {
  label: string;
  values?: RuleField['values'];
  value: string;
  /** Something is missing while it is empty. */
  isNeeded?: boolean;
  onChange: (value: string) => void;
}) {
  const gap = isNeeded && value === '' ? { description: t('giveValue') } : {};
  if (values.length === 0)
    return <TextField aria-label={label} styles={wide} value={value} onChange={onChange} {...gap} />;
  return (
    <ComboBox
      aria-label={label}
      styles={wide}
      allowsCustomValue
      menuTrigger="focus"
      inputValue={value}
      onInputChange={onChange}
      {...gap}
    >
      {values.map((one) => (
        <ComboBoxItem key={one.value} id={one.value} textValue={one.value}>
          {one.label === one.value ? one.value : `${one.value} – ${one.label}`}
        </ComboBoxItem>
      ))}
    </ComboBox>
  );
}

/** Several values: each is entered by itself, and can be taken out again. */
function ListInput({
  name,
  field,
  values,
  onChange,
}: {
  name: string;
  field: RuleField | undefined;
  values: readonly Scalar[];
  onChange: (values: readonly Scalar[]) => void;
}) {
  const [entered, setEntered] = useState('');
  const value = entered === '' ? undefined : scalarOf(entered, field?.type, values[0]);
  const add = () => {
    if (value === undefined) return;
    if (!values.includes(value)) onChange([...values, value]);
    setEntered('');
  };
  return (
    <div className={row}>
      <TagGroup
        aria-label={labelOf('values', name)}
        items={values.map((one) => ({ id: `${typeof one} ${one}`, text: String(one) }))}
        renderEmptyState={() => t('noValues')}
        onRemove={(keys) => onChange(values.filter((one) => !keys.has(`${typeof one} ${one}`)))}
      >
        {({ id, text }) => <Tag id={id}>{text}</Tag>}
      </TagGroup>
      <form
        className={style({ display: 'flex', alignItems: 'start', gap: 8 })}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextInput
          label={labelOf('value', name)}
          values={field?.values}
          value={entered}
          isNeeded={values.length === 0}
          onChange={setEntered}
        />
        <ActionButton type="submit" aria-label={labelOf('addValue', name)} isDisabled={value === undefined}>
          {t('addValue')}
        </ActionButton>
      </form>
    </div>
  );
}

/** What was typed, in the type of the field; undefined while it is none. */
function scalarOf(text: string, type: string | undefined, like: Scalar | undefined): Scalar | undefined {
  if (type === undefined ? typeof like !== 'number' : type === 'string') return text;
  const number = Number(text.replace(',', '.'));
  return Number.isFinite(number) ? number : undefined;
}
