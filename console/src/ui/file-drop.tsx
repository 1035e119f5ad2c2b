import {
  Button,
  Content,
  DropZone,
  FileTrigger,
  Heading,
  IllustratedMessage,
  isFileDropItem,
} from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };

/**
 * Takes one file, dropped or chosen. The size is checked by the caller for the person's sake and by the platform for its
 * own.
 */
export function FileDrop({
  title,
  choose,
  accept,
  onFile,
}: {
  title: string;
  choose: string;
  /** Media types and endings, as in `['text/csv', '.csv']`. */
  accept: readonly string[];
  onFile: (file: File) => void;
}) {
  return (
    <DropZone
      styles={style({ width: 'full' })}
      onDrop={async ({ items }) => {
        const dropped = items.find(isFileDropItem);
        if (dropped !== undefined) onFile(await dropped.getFile());
      }}
    >
      <IllustratedMessage>
        <Heading level={3}>{title}</Heading>
        <Content>
          <FileTrigger
            acceptedFileTypes={accept}
            onSelect={(files) => {
              const file = files?.[0];
              if (file !== undefined) onFile(file);
            }}
          >
            <Button variant="secondary">{choose}</Button>
          </FileTrigger>
        </Content>
      </IllustratedMessage>
    </DropZone>
  );
}
