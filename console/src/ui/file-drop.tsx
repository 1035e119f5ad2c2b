import {
  Button,
  Content,
  DropZone,
  FileTrigger,
  Heading,
  IllustratedMessage,
  InlineAlert,
  isFileDropItem,
} from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { largerThan, limitText } from './file-limit.ts';
import { t } from './messages.ts';

/** Takes one file, dropped or chosen, of at most so many bytes: said before, and of one that is larger. */
export function FileDrop({
  title,
  choose,
  accept,
  limit,
  onFile,
}: {
  title: string;
  choose: string;
  /** Media types and endings, as in `['text/csv', '.csv']`. */
  accept: readonly string[];
  /** Bytes. */
  limit: number;
  onFile: (file: File) => void;
}) {
  const [refusal, setRefusal] = useState<string>();
  const take = (file: File) => {
    const refused = largerThan(file, limit);
    setRefusal(refused);
    if (refused === undefined) onFile(file);
  };
  return (
    <>
      <DropZone
        styles={style({ width: 'full' })}
        onDrop={async ({ items }) => {
          const dropped = items.find(isFileDropItem);
          if (dropped !== undefined) take(await dropped.getFile());
        }}
      >
        <IllustratedMessage>
          <Heading level={3}>{title}</Heading>
          <Content>
            <FileTrigger
              acceptedFileTypes={accept}
              onSelect={(files) => {
                const file = files?.[0];
                if (file !== undefined) take(file);
              }}
            >
              <Button variant="secondary">{choose}</Button>
            </FileTrigger>
            <p className={style({ font: 'ui-sm', color: 'neutral-subdued', marginY: 8 })}>{limitText(limit)}</p>
          </Content>
        </IllustratedMessage>
      </DropZone>
      {refusal !== undefined && (
        <InlineAlert variant="negative">
          <Heading>{t('fileRefused')}</Heading>
          <Content>{refusal}</Content>
        </InlineAlert>
      )}
    </>
  );
}
