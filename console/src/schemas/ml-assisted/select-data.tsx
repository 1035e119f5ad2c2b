import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { FileDrop } from '../../ui/file-drop.tsx';
import { own } from './texts.ts';

/** A file with its first rows. */
export interface Sample {
  readonly file: File;
  /** The first row is mostly the heading. */
  readonly rows: readonly (readonly string[])[];
}

/** The heading and ten rows. */
const SHOWN_ROWS = 11;
const READ_BYTES = 64 * 1024;
/** Bytes the platform takes. */
const LARGEST = 100 * 1024 * 1024;

/** Reads the beginning of a file for the eye; what it means is found out by the platform. */
export async function sampleOf(file: File): Promise<Sample> {
  const { default: papaparse } = await import('papaparse');
  const text = await file.slice(0, READ_BYTES).text();
  const { data } = papaparse.parse<string[]>(text, { preview: SHOWN_ROWS, skipEmptyLines: 'greedy' });
  return { file, rows: data };
}

const cell = style({
  font: 'ui',
  textAlign: 'start',
  whiteSpace: 'nowrap',
  paddingY: 4,
  paddingEnd: 16,
  borderWidth: 0,
  borderTopWidth: 1,
  borderStyle: 'solid',
  borderColor: 'gray-200',
});

/** Takes the file and shows how it begins. */
export function SelectData({ sample, onChange }: { sample: Sample | undefined; onChange: (sample: Sample) => void }) {
  const take = async (file: File) => onChange(await sampleOf(file));
  return (
    <>
      <FileDrop
        title={sample?.file.name ?? own('drop')}
        choose={own('choose')}
        accept={['text/csv', '.csv']}
        limit={LARGEST}
        onFile={(file) => void take(file)}
      />
      {sample !== undefined && <Preview sample={sample} />}
    </>
  );
}

function Preview({ sample: { file, rows } }: { sample: Sample }) {
  const [heading = [], ...values] = rows;
  return (
    <section
      aria-label={own('preview')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard (WCAG 2.1.1)
      tabIndex={0}
      className={style({ overflow: 'auto', flexShrink: 0 })}
    >
      <table aria-label={own('previewOf', file.name)} className={style({ borderSpacing: 0 })}>
        <thead>
          <tr>
            {heading.map((name, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column of a file is known by its place
              <th key={place} scope="col" className={cell}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {values.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row of a file is known by its place
            <tr key={line}>
              {row.map((value, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column of a file is known by its place
                <td key={place} className={cell}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
