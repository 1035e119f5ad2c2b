import { Heading, Radio, RadioGroup, TextArea, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { t as shared } from '../../ui/messages.ts';
import { t as area, reasonText } from '../audience.ts';
import { type Eligibility, type Method, methodFor, type Properties } from './properties.ts';
import { t } from './texts.ts';

export function PropertiesForm({
  properties,
  eligibility,
  onChange,
}: {
  properties: Properties;
  eligibility: Eligibility | undefined;
  onChange: (properties: Properties) => void;
}) {
  const { name, description, method } = properties;
  return (
    <section aria-label={t('properties')} className={style({ display: 'flex', flexDirection: 'column', gap: 12 })}>
      <Heading level={2} styles={style({ font: 'title', margin: 0 })}>
        {t('properties')}
      </Heading>
      <TextField
        label={shared('name')}
        isRequired
        maxLength={256}
        value={name}
        onChange={(changed) => onChange({ ...properties, name: changed })}
        styles={style({ width: 'full' })}
      />
      <TextArea
        label={shared('description')}
        value={description}
        onChange={(changed) => onChange({ ...properties, description: changed })}
        styles={style({ width: 'full' })}
      />
      <RadioGroup
        label={t('method')}
        value={methodFor(method, eligibility)}
        onChange={(changed) => onChange({ ...properties, method: changed as Method })}
        {...(eligibility === undefined || eligibility.streaming
          ? {}
          : { description: t('onlyBatch', eligibility.reasons.map(reasonText).join(', ')) })}
      >
        <Radio value="batch">{area('batch')}</Radio>
        <Radio value="continuous" isDisabled={eligibility?.streaming === false}>
          {area('streaming')}
        </Radio>
        <Radio value="synchronous" isDisabled={eligibility?.edge === false}>
          {area('edge')}
        </Radio>
      </RadioGroup>
    </section>
  );
}
