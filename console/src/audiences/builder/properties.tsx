import { Heading, Radio, RadioGroup, TextArea, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { t as shared } from '../../ui/messages.ts';
import { type Audience, t as area, reasonText } from '../audience.ts';
import { t } from './texts.ts';

export type Method = 'continuous' | 'batch' | 'synchronous';

/** What is said of an audience beside its rule. */
export interface Properties {
  readonly name: string;
  readonly description: string;
  readonly method: Method;
}

/** By which methods a rule may be evaluated, as the platform says. */
export interface Eligibility {
  readonly streaming: boolean;
  readonly edge: boolean;
  readonly reasons: readonly string[];
}

/** The properties an audience has; streaming when there is none yet. */
export function propertiesOf(audience: Audience | undefined): Properties {
  const { name = '', description = '', evaluationInfo: info } = audience ?? {};
  const method =
    info?.batch?.enabled === true ? 'batch' : info?.synchronous?.enabled === true ? 'synchronous' : undefined;
  return { name, description, method: method ?? 'continuous' };
}

/** The method that will be used: the one chosen where the rule may use it, else batch. */
export function methodFor(chosen: Method, eligibility: Eligibility | undefined): Method {
  if (eligibility === undefined) return chosen;
  if (chosen === 'synchronous' && eligibility.edge) return chosen;
  return chosen !== 'batch' && eligibility.streaming ? 'continuous' : 'batch';
}

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
