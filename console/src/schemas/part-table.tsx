import { ActionButton, Cell, Column, Row, TableBody, TableHeader, TableView } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { t as shared } from '../ui/messages.ts';
import { columnId, sorting } from '../ui/rows-table.tsx';
import { inOrder, type Sortable } from '../ui/sort.ts';
import { locale } from '../ui/texts.ts';
import { choice as t } from './field-groups-texts.ts';
import { industriesText, industryText } from './industries.ts';
import type { Part } from './library.ts';

/** A name is read whole, in two lines where it must. */
const title = style({ display: 'block', overflowWrap: 'anywhere' });
const description = style({ display: 'block', truncate: true, font: 'ui-sm', color: 'neutral-subdued' });

/** One industry by its name, of more the first and how many; the preview names all. */
function Industries({ tags: [first, ...more] }: { tags: readonly string[] }) {
  if (first === undefined) return null;
  return (
    <>
      <span className={title}>{industryText(first)}</span>
      {more.length > 0 && <span className={description}>{t('andMore', more.length)}</span>}
    </>
  );
}

/** Classes or field groups with industry and popularity; one or several can be chosen, each can be looked at. */
export function PartTable({
  label,
  parts,
  uses,
  taken,
  several,
  chosen,
  onChoose,
  onLook,
  order,
  onOrder,
}: {
  label: string;
  parts: readonly Part[];
  /** How many schemas use it. */
  uses: (id: string) => number;
  taken: readonly string[];
  several: boolean;
  chosen: readonly string[];
  onChoose: (ids: readonly string[]) => void;
  onLook: (id: string) => void;
  order: string;
  onOrder: (order: string) => void;
}) {
  const columns: readonly Sortable<Part>[] = [
    { key: 'name', sortBy: (part) => part.title },
    { key: 'industry', sortBy: ({ industries }) => industriesText(industries) },
    { key: 'popularity', sortBy: ({ id }) => uses(id) },
  ];
  // What is not among these stays chosen.
  const elsewhere = chosen.filter((id) => !parts.some((part) => part.id === id));
  return (
    <TableView
      aria-label={label}
      density="spacious"
      overflowMode="wrap"
      disabledKeys={taken}
      // Escape closes the dialog it is in; what was chosen is not lost first.
      escapeKeyBehavior="none"
      {...(several
        ? { selectionMode: 'multiple' as const }
        : { selectionMode: 'single' as const, disallowEmptySelection: true })}
      selectedKeys={chosen}
      onSelectionChange={(keys) => {
        const here = keys === 'all' ? parts.map(({ id }) => id).filter((id) => !taken.includes(id)) : [...keys];
        const selected = here.map(String);
        const kept = chosen.filter((id) => elsewhere.includes(id) || selected.includes(id));
        onChoose(several ? [...new Set([...kept, ...selected])] : selected);
      }}
      {...sorting(order, onOrder)}
      styles={style({ width: 'full', flexGrow: 1, minHeight: 0 })}
    >
      <TableHeader>
        <Column id={columnId('name')} isRowHeader allowsSorting width="2fr" minWidth={176}>
          {shared('name')}
        </Column>
        <Column id={columnId('industry')} allowsSorting width="1fr" minWidth={112}>
          {t('industry')}
        </Column>
        <Column id={columnId('popularity')} allowsSorting width={152}>
          {t('popularity')}
        </Column>
        {/* Where only one can be chosen, to choose it is to look at it. */}
        {several ? (
          <Column id={columnId('preview')} width={104}>
            {t('preview')}
          </Column>
        ) : null}
      </TableHeader>
      <TableBody
        items={inOrder(parts, order, columns, locale)}
        dependencies={[uses, taken]}
        renderEmptyState={() => <p className={style({ font: 'body', padding: 24 })}>{shared('nothingFound')}</p>}
      >
        {(part) => (
          <Row id={part.id}>
            <Cell>
              <span className={title}>{part.title}</span>
              <span className={description}>{taken.includes(part.id) ? t('taken') : part.description}</span>
            </Cell>
            <Cell>
              <Industries tags={part.industries} />
            </Cell>
            <Cell>{t('uses', uses(part.id))}</Cell>
            {several ? (
              <Cell>
                <ActionButton size="S" isQuiet aria-label={t('previewOf', part.title)} onPress={() => onLook(part.id)}>
                  {t('preview')}
                </ActionButton>
              </Cell>
            ) : null}
          </Row>
        )}
      </TableBody>
    </TableView>
  );
}
