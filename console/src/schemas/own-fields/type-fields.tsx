import { Checkbox, ComboBox, ComboBoxItem, NumberField, Picker, PickerItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useDataTypes } from '../library.ts';
import type { FieldForm, TypeName } from './field-form.ts';
import { control, row } from './styles.ts';
import { t, types as typeText } from './texts.ts';

interface FormPart {
  readonly form: FieldForm;
  readonly onChange: (part: Partial<FieldForm>) => void;
}

/** What kind of value a field holds, one or a list of them. */
export function TypeFields({
  form,
  types,
  isFixed,
  onChange,
}: FormPart & { types: readonly TypeName[]; isFixed: boolean }) {
  return (
    <>
      <div className={row}>
        <Picker
          label={t('type')}
          styles={style({ width: 'full', maxWidth: 192 })}
          selectedKey={form.type}
          isDisabled={isFixed}
          onSelectionChange={(type) => onChange({ type: type as TypeName })}
        >
          {types.map((type) => (
            <PickerItem key={type} id={type}>
              {typeText(type)}
            </PickerItem>
          ))}
        </Picker>
        {form.type === 'DataType' && <DataTypeField form={form} onChange={onChange} />}
        {form.type === 'Map' && <MapValue form={form} onChange={onChange} />}
      </div>
      <div className={row}>
        <Checkbox isSelected={form.isArray} isDisabled={isFixed} onChange={(isArray) => onChange({ isArray })}>
          {t('array')}
        </Checkbox>
        <Checkbox isSelected={form.isRequired} onChange={(isRequired) => onChange({ isRequired })}>
          {t('required')}
        </Checkbox>
      </div>
      {form.isArray && <ArrayRules form={form} onChange={onChange} />}
    </>
  );
}

/** The organisation's own data types come first. */
function DataTypeField({ form, onChange }: FormPart) {
  const { data: known } = useDataTypes();
  if (known === undefined) return null;
  return (
    <ComboBox
      label={t('dataType')}
      isRequired
      styles={control}
      menuTrigger="focus"
      defaultItems={known}
      defaultSelectedKey={form.dataType}
      onSelectionChange={(key) => onChange({ dataType: key === null ? '' : String(key) })}
    >
      {({ id, title }) => <ComboBoxItem id={id}>{title}</ComboBoxItem>}
    </ComboBox>
  );
}

function MapValue({ form, onChange }: FormPart) {
  return (
    <Picker
      label={t('mapValue')}
      styles={style({ width: 'full', maxWidth: 192 })}
      selectedKey={form.mapOf}
      onSelectionChange={(mapOf) => onChange({ mapOf: mapOf as FieldForm['mapOf'] })}
    >
      {(['string', 'integer'] as const).map((one) => (
        <PickerItem key={one} id={one}>
          {typeText(one)}
        </PickerItem>
      ))}
    </Picker>
  );
}

function ArrayRules({ form, onChange }: FormPart) {
  return (
    <div className={row}>
      <NumberField
        label={t('leastItems')}
        minValue={0}
        styles={style({ width: 'full', maxWidth: 192 })}
        value={form.leastItems}
        onChange={(leastItems) => onChange({ leastItems })}
      />
      <NumberField
        label={t('mostItems')}
        minValue={0}
        styles={style({ width: 'full', maxWidth: 192 })}
        value={form.mostItems}
        onChange={(mostItems) => onChange({ mostItems })}
      />
      <Checkbox isSelected={form.hasUniqueItems} onChange={(hasUniqueItems) => onChange({ hasUniqueItems })}>
        {t('uniqueItems')}
      </Checkbox>
    </div>
  );
}
