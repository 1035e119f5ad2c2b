import { TextField } from '@react-spectrum/s2';
import { control } from './styles.ts';
import { t } from './texts.ts';

/** What a field group that will be made is to be called. */
export function GroupTitle({ value, onChange }: { value: string; onChange: (title: string) => void }) {
  return <TextField label={t('groupTitle')} isRequired styles={control} value={value} onChange={onChange} />;
}
