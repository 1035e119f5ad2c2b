import { RowAction } from '../ui/row-action.tsx';
import { t } from './texts.ts';

/** Takes what the row stands for out of the list. */
export function RemoveButton({ name, act }: { name: string; act: () => Promise<unknown> }) {
  return <RowAction verb={t('remove')} name={`${t('remove')} ${name}`} act={act} />;
}
