import { ActionButton } from '@react-spectrum/s2';
import { t } from './texts.ts';

/** Takes what the row stands for out of the list. */
export function RemoveButton({ name, onPress }: { name: string; onPress: () => void }) {
  return (
    <ActionButton size="S" isQuiet aria-label={`${t('remove')} ${name}`} onPress={onPress}>
      {t('remove')}
    </ActionButton>
  );
}
