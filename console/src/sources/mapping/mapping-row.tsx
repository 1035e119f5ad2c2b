import { ActionButton, ComboBox, ComboBoxItem, StatusLight, TextField } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { phraseText } from '../../ui/phrase.ts';
import { percent } from '../../ui/texts.ts';

import { changedRow, type DraftRow } from './rows.ts';
import { t } from './texts.ts';

const row = style({
  display: 'flex',
  flexDirection: 'column',
  gap: 4,
  padding: 12,
  borderRadius: 'default',
  backgroundColor: 'layer-1',
});
const cells = style({
  display: 'grid',
  gridTemplateColumns: {
    default: ['minmax(0, 1fr)'],
    md: ['minmax(0, 4fr)', 'minmax(0, 4fr)', 'minmax(0, 3fr)', 96],
  },
  alignItems: 'center',
  gap: 12,
});
const head = style({
  font: 'detail-sm',
  display: { default: 'none', md: 'grid' },
  gridTemplateColumns: ['minmax(0, 4fr)', 'minmax(0, 4fr)', 'minmax(0, 3fr)', 96],
  gap: 12,
  paddingX: 12,
});
const made = style({ font: 'code-sm', lineClamp: 3, overflowWrap: 'anywhere' });
const wide = style({ width: 'full' });
const expression = style({ font: 'code-sm', overflowWrap: 'anywhere', flexGrow: 1 });

interface Props {
  readonly row: DraftRow;
  /** Its place, from 1. */
  readonly number: number;
  /** It was added for a field: what is missing is its source. */
  readonly isNew: boolean;
  readonly fields: readonly string[];
  readonly targets: readonly string[];
  /** What it makes of the sample. */
  readonly value: string;
  readonly error: string | undefined;
  readonly warning: string | undefined;
  readonly onChange: (row: DraftRow) => void;
  readonly onOpen: () => void;
  readonly onRemove: () => void;
}

/** What stands in the cells of the rows below; each of them says it of itself to those who do not see it. */
export function MappingHead() {
  return (
    <div aria-hidden className={head}>
      <span>{t('sourceField')}</span>
      <span>{t('targetField')}</span>
      <span>{t('valueOfSample')}</span>
      <span />
    </div>
  );
}

/** One row: source, target, what it makes of the sample, and what is wrong with it. */
export function MappingRow(props: Props) {
  const { row: draft, number, targets, value, error, warning, onChange, onRemove } = props;
  const { confidence, reason, phrase } = draft;
  return (
    <li className={row} aria-label={t('row', number)}>
      <div className={cells}>
        <Source {...props} />
        <Paths
          label={t('target', number)}
          paths={targets}
          value={draft.destination}
          onChange={(destination) => onChange(changedRow(draft, { destination }))}
        />
        <output className={made} title={value} aria-label={t('made', number)}>
          {value}
        </output>
        <ActionButton aria-label={t('removeRow', number)} onPress={onRemove} styles={style({ justifySelf: 'end' })}>
          {t('remove')}
        </ActionButton>
      </div>
      {confidence !== undefined && reason !== undefined && (
        <span className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>
          {`${t('recommended', percent(confidence * 100))} ${phraseText(phrase, reason)}`}
        </span>
      )}
      {error !== undefined && <StatusLight variant="negative">{error}</StatusLight>}
      {warning !== undefined && <StatusLight variant="notice">{warning}</StatusLight>}
    </li>
  );
}

/** Fields are chosen or typed, expressions opened in their editor, constants typed. */
function Source({ row: draft, number, isNew, fields, onChange, onOpen }: Props) {
  const label = t('source', number);
  if (draft.sourceType === 'EXPRESSION')
    return (
      <div className={style({ display: 'flex', alignItems: 'center', gap: 8 })}>
        <code className={expression}>{draft.source}</code>
        <ActionButton aria-label={t('editRow', number)} onPress={onOpen}>
          {t('edit')}
        </ActionButton>
      </div>
    );
  const changed = (source: string) => onChange(changedRow(draft, { source }));
  if (draft.sourceType === 'STATIC')
    return <TextField aria-label={label} value={draft.source} onChange={changed} styles={wide} />;
  return <Paths label={label} paths={fields} value={draft.source} onChange={changed} autoFocus={isNew} />;
}

/** Of long lists those that hold what is typed; so many of them. */
const SHOWN = 100;

function Paths({
  label,
  paths,
  value,
  onChange,
  autoFocus = false,
}: {
  label: string;
  paths: readonly string[];
  value: string;
  autoFocus?: boolean;
  onChange: (path: string) => void;
}) {
  const wanted = value.toLowerCase();
  const found = paths.filter((path) => path.toLowerCase().includes(wanted)).slice(0, SHOWN);
  return (
    <ComboBox
      aria-label={label}
      allowsCustomValue
      autoFocus={autoFocus}
      items={(found.length === 1 && found[0] === value ? paths.slice(0, SHOWN) : found).map((path) => ({ id: path }))}
      inputValue={value}
      onInputChange={onChange}
      styles={wide}
    >
      {({ id }) => (
        <ComboBoxItem id={id} textValue={id}>
          {id}
        </ComboBoxItem>
      )}
    </ComboBox>
  );
}
