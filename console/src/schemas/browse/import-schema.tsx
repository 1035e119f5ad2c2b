import { Button, Content, Dialog, DialogTrigger, Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useRef } from 'react';
import { to } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { FileDrop } from '../../ui/file-drop.tsx';
import { textOf } from '../../ui/file-text.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { UploadProgress, useUpload } from '../../ui/upload.tsx';
import { own } from './texts.ts';

/** Bytes the platform takes. */
const LARGEST = 10 * 1024 * 1024;

type Documents = readonly Readonly<Record<string, unknown>>[];

/** What the file of an export holds; throws, in words for the person, when it is none. */
async function documentsIn(file: File): Promise<Documents> {
  const text = await textOf(file);
  const isList = text.trimStart().startsWith('[');
  try {
    if (isList) return JSON.parse(text) as Documents;
  } catch {
    // Told below, as any other file that is none.
  }
  throw new Error(own('noExport'));
}

/** Makes everything in the file of an export, all or none, and leads whoever waits for it to its schema. Closing it cancels. */
export function ImportSchema() {
  const client = useClient();
  const { problem, forget, submit } = useSubmission();
  const upload = useUpload(true);
  const isOpen = useRef(false);
  const { attempt } = useChange(
    (body: Documents) => upload.run((how) => client.call('importResource', { body: [...body], ...how })),
    () => own('imported'),
    (made) => {
      if (!isOpen.current) return undefined;
      const schema = made.findLast((one) => one['meta:resourceType'] === 'schemas');
      return schema === undefined ? '/schemas' : to`/schemas/${String(schema['meta:altId'])}`;
    },
  );
  const bring = async (file: File) => attempt(await documentsIn(file));
  const opened = (open: boolean) => {
    isOpen.current = open;
    forget();
    if (!open) upload.cancel();
  };
  return (
    <DialogTrigger onOpenChange={opened}>
      <Button variant="secondary">{own('import')}</Button>
      <Dialog size="M" isDismissible>
        {({ close }) => (
          <>
            <Heading slot="title">{own('import')}</Heading>
            <Content>
              <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
                {problem !== undefined && <ProblemBanner error={problem} />}
                <p className={style({ font: 'body', margin: 0 })}>{own('importHint')}</p>
                <UploadProgress upload={upload} />
                {upload.part === undefined && (
                  <FileDrop
                    title={own('dropFile')}
                    choose={own('chooseFile')}
                    accept={['application/json', '.json']}
                    limit={LARGEST}
                    onFile={(file) => void submit(() => bring(file), close)}
                  />
                )}
              </div>
            </Content>
          </>
        )}
      </Dialog>
    </DialogTrigger>
  );
}
