import { Button, Content, Dialog, DialogTrigger, Heading, ProgressBar } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { to } from '../../ui/address.ts';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { FileDrop } from '../../ui/file-drop.tsx';
import { textOf } from '../../ui/file-text.ts';
import { ProblemBanner } from '../../ui/page.tsx';
import { useSubmission } from '../../ui/submission.ts';
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

/** Makes everything in the file of an export, all or none, and leads to its schema. */
export function ImportSchema() {
  const client = useClient();
  const { problem, forget, submit } = useSubmission();
  const { attempt, isPending } = useChange(
    (body: Documents) => client.call('importResource', { body: [...body] }),
    () => own('imported'),
    (made) => {
      const schema = made.findLast((one) => one['meta:resourceType'] === 'schemas');
      return schema === undefined ? '/schemas' : to`/schemas/${String(schema['meta:altId'])}`;
    },
  );
  const take = (file: File, close: () => void) => submit(async () => attempt(await documentsIn(file)), close);
  return (
    <DialogTrigger onOpenChange={forget}>
      <Button variant="secondary">{own('import')}</Button>
      <Dialog size="M" isDismissible>
        {({ close }) => (
          <>
            <Heading slot="title">{own('import')}</Heading>
            <Content>
              <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
                {problem !== undefined && <ProblemBanner error={problem} />}
                <p className={style({ font: 'body', margin: 0 })}>{own('importHint')}</p>
                {isPending ? (
                  <ProgressBar isIndeterminate label={own('importing')} />
                ) : (
                  <FileDrop
                    title={own('dropFile')}
                    choose={own('chooseFile')}
                    accept={['application/json', '.json']}
                    limit={LARGEST}
                    onFile={(file) => void take(file, close)}
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
