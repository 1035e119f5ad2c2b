import { Button, TextArea } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { to } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import type { FailedRecord } from './failed-record.tsx';
import { t } from './texts.ts';

function faultOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return t('notJson', (error as Error).message);
  }
}

/** The record as it was sent, to be changed and sent its way again; afterwards one sees it pass. */
export function Correction({ record }: { record: FailedRecord }) {
  const client = useClient();
  const [text, setText] = useState(() => JSON.stringify(record.payload, null, 2));
  const fault = faultOf(text);
  const replay = useChange(
    (payload: unknown) => client.call('replayFailedRecord', { path: { failedRecordId: record.id }, body: { payload } }),
    () => t('replayedDone'),
    ({ xactionId }) => to`/monitoring/records/${xactionId}`,
  );
  return (
    <>
      <p className={style({ font: 'body', margin: 0 })}>{t('correctionHint')}</p>
      <TextArea
        label={t('payload')}
        value={text}
        onChange={setText}
        isInvalid={fault !== undefined}
        errorMessage={fault}
        styles={style({ width: 'full' })}
      />
      <div>
        <Button
          variant="accent"
          isPending={replay.isPending}
          isDisabled={fault !== undefined}
          onPress={() => replay.run(JSON.parse(text))}
        >
          {t('replay')}
        </Button>
      </div>
    </>
  );
}
