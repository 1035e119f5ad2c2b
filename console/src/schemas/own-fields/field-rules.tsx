import { Checkbox, NumberField, Picker, PickerItem, Radio, RadioGroup, TextArea, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { type FieldForm, FORMATS, type faultOf, isNumber, takesDefault } from './field-form.ts';
import { control, row } from './styles.ts';
import { t } from './texts.ts';

interface RulesProps {
  readonly form: FieldForm;
  readonly fault: ReturnType<typeof faultOf>;
  readonly onChange: (part: Partial<FieldForm>) => void;
}

const ANY = 'any';

/** What the values of a field must be, as far as its type can be told more of. */
export function FieldRules({ form, fault, onChange }: RulesProps) {
  const isText = form.type === 'String';
  return (
    <>
      {takesDefault(form) && (
        <TextField
          label={t('defaultValue')}
          {...(form.type === 'Boolean' ? { description: t('booleanHint') } : {})}
          value={form.defaultValue}
          onChange={(defaultValue) => onChange({ defaultValue })}
          isInvalid={fault === 'default'}
          errorMessage={t('badDefault')}
        />
      )}
      {(isText || isNumber(form.type)) && <Limits form={form} onChange={onChange} />}
      {isText && <TextRules form={form} fault={fault} onChange={onChange} />}
    </>
  );
}

function Limits({ form, onChange }: Omit<RulesProps, 'fault'>) {
  const isText = form.type === 'String';
  // Whole numbers and parts of one alike, as they were typed.
  const formatOptions = { maximumFractionDigits: isText ? 0 : 9, useGrouping: false };
  return (
    <>
      <div className={row}>
        <NumberField
          label={t(isText ? 'minLength' : 'minimum')}
          formatOptions={formatOptions}
          styles={style({ width: 'full', maxWidth: 192 })}
          value={form.least}
          onChange={(least) => onChange({ least })}
        />
        <NumberField
          label={t(isText ? 'maxLength' : 'maximum')}
          formatOptions={formatOptions}
          styles={style({ width: 'full', maxWidth: 192 })}
          value={form.most}
          onChange={(most) => onChange({ most })}
        />
      </div>
      {form.type === 'Double' && (
        <div className={row}>
          <Checkbox isSelected={form.isAboveLeast} onChange={(isAboveLeast) => onChange({ isAboveLeast })}>
            {t('aboveLeast')}
          </Checkbox>
          <Checkbox isSelected={form.isBelowMost} onChange={(isBelowMost) => onChange({ isBelowMost })}>
            {t('belowMost')}
          </Checkbox>
        </div>
      )}
    </>
  );
}

function TextRules({ form, fault, onChange }: RulesProps) {
  return (
    <>
      <div className={row}>
        <TextField
          label={t('pattern')}
          styles={control}
          value={form.pattern}
          onChange={(pattern) => onChange({ pattern })}
          isInvalid={fault === 'pattern'}
          errorMessage={t('badPattern')}
        />
        <Picker
          label={t('format')}
          styles={style({ width: 'full', maxWidth: 192 })}
          selectedKey={form.format === '' ? ANY : form.format}
          onSelectionChange={(format) => onChange({ format: format === ANY ? '' : String(format) })}
        >
          {[ANY, ...FORMATS].map((format) => (
            <PickerItem key={format} id={format}>
              {format === ANY ? t('noFormat') : format}
            </PickerItem>
          ))}
        </Picker>
      </div>
      <RadioGroup
        label={t('choices')}
        orientation="horizontal"
        value={form.choices}
        onChange={(choices) => onChange({ choices: choices as FieldForm['choices'] })}
      >
        <Radio value="any">{t('noChoices')}</Radio>
        <Radio value="enum">{t('enum')}</Radio>
        <Radio value="suggested">{t('suggested')}</Radio>
      </RadioGroup>
      {form.choices !== 'any' && (
        <TextArea
          label={t('values')}
          description={t('valuesHint')}
          value={form.values}
          onChange={(values) => onChange({ values })}
        />
      )}
    </>
  );
}
