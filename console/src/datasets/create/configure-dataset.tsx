import { TextArea, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { Details } from '../../ui/details.tsx';
import { t } from '../../ui/messages.ts';
import type { Schema } from '../../ui/schemas.ts';
import { own } from './texts.ts';

/** What a person says of a new dataset. */
export interface Named {
  readonly name: string;
  readonly description: string;
}

/** Name and description of the dataset to be. */
export function ConfigureDataset({
  schema,
  named,
  onChange,
}: {
  schema?: Schema | undefined;
  named: Named;
  onChange: (named: Named) => void;
}) {
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16, maxWidth: 512 })}>
      {schema !== undefined && <Details rows={[[own('schema'), schema.title]]} />}
      <TextField label={t('name')} isRequired value={named.name} onChange={(name) => onChange({ ...named, name })} />
      <TextArea
        label={t('description')}
        value={named.description}
        onChange={(description) => onChange({ ...named, description })}
      />
    </div>
  );
}
