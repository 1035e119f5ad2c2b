import {
  Badge,
  Collection,
  SearchField,
  Switch,
  Text,
  TreeView,
  TreeViewItem,
  TreeViewItemContent,
} from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import {
  createContext,
  memo,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useSearchState } from '../ui/address.ts';
import { useFieldTitles } from '../ui/field-titles.ts';
import { matchesSearch } from '../ui/search.ts';
import { branches, countNodes, type FieldNode, type Identity, matching, shownPaths, titleOf } from './field-nodes.ts';
import { labelsText, own, typeText } from './field-texts.ts';
import { useSchemaTitle } from './schema-title.tsx';

/** What an address calls fields shown by their display names. */
const DISPLAY = 'display';

/** What a field is called in the tree. */
const Naming = createContext((field: FieldNode): string => field.name);

const tree = style({
  width: 'full',
  height: { default: 520, isFilling: 'auto' },
  minHeight: 160,
  flexGrow: { isFilling: 1 },
});
const line = style({ display: 'flex', alignItems: 'center', gap: 8 });

/**
 * The fields of a schema as a tree: arrows open, close and go from field to field, a search shows what matches. Only the
 * rows in sight are in the page, so thousands of fields stay quick.
 */
export function FieldTree({
  label,
  nodes,
  selected,
  onSelect,
  search,
  onSearch,
  actions,
  fills = false,
}: {
  label: string;
  nodes: readonly FieldNode[];
  /** Path of the chosen field. */
  selected: string;
  onSelect: (path: string) => void;
  search: string;
  onSearch: (search: string) => void;
  /** What can be done with the whole of it. */
  actions?: ReactNode;
  /** As high as what it is in. */
  fills?: boolean;
}) {
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const frame = useRef<HTMLDivElement>(null);
  const [chosen, choose] = useChosen(selected, onSelect);
  // What is chosen from elsewhere, as by an address, is brought into sight: here it is given its row.
  useEffect(() => {
    const path = above(selected);
    // The same set again is no change: the tree is not built anew for each field a person goes to.
    setExpanded((before) => (path.every((one) => before.has(one)) ? before : new Set([...before, ...path])));
  }, [selected]);
  const inWords = useFieldTitles();
  const shown = useMemo(
    () =>
      search.trim() === ''
        ? nodes
        : matching(nodes, (field) =>
            matchesSearch(search.trim(), field.path, field.node.title ?? '', titleOf(field, inWords) ?? ''),
          ),
    [nodes, search, inWords],
  );
  const [names, setNames] = useSearchState('names');
  const byDisplayName = names === DISPLAY;
  const nameOf = useCallback(
    (field: FieldNode) => (byDisplayName ? titleOf(field, inWords) : undefined) ?? field.name,
    [byDisplayName, inWords],
  );
  return (
    <div
      ref={frame}
      className={style({ display: 'flex', flexDirection: 'column', gap: 8, minWidth: 0, minHeight: 0, flexGrow: 1 })}
    >
      <div className={style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 16 })}>
        <SearchField
          aria-label={own('search')}
          placeholder={own('search')}
          value={search}
          onChange={onSearch}
          styles={style({ width: 320, maxWidth: 'full' })}
        />
        <span role="status" className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>
          {own('fieldCount', countNodes(shown))}
        </span>
        {actions}
        <Switch size="S" isSelected={byDisplayName} onChange={(chosen) => setNames(chosen ? DISPLAY : '')}>
          {own('showDisplayNames')}
        </Switch>
      </div>
      <Naming value={nameOf}>
        <Rows
          // What is found is opened anew; what the person opened before is open again behind the search.
          key={search.trim()}
          label={label}
          fields={shown}
          chosen={chosen}
          choose={choose}
          expanded={search.trim() === '' ? expanded : undefined}
          onExpand={setExpanded}
          fills={fills}
          frame={frame}
        />
      </Naming>
    </div>
  );
}

/** The field that is chosen. */
interface Chosen {
  /** Empty: none is. */
  readonly path: string;
  /** Not in this tree, where the person has its row before them. */
  readonly isFromElsewhere: boolean;
}

/**
 * The field a person went to, at once: the address, and with it the page, follows. On the way there may be others they have gone
 * past already; what is chosen from elsewhere counts as soon as nothing is on its way.
 */
function useChosen(selected: string, onSelect: (path: string) => void) {
  const [chosen, setChosen] = useState<Chosen>({ path: selected, isFromElsewhere: true });
  const told = useRef<string>(undefined);
  const given = useRef({ selected, onSelect });
  useEffect(() => {
    given.current = { selected, onSelect };
    if (told.current === selected) told.current = undefined;
    else if (told.current === undefined)
      setChosen((before) => (before.path === selected ? before : { path: selected, isFromElsewhere: true }));
  });
  const choose = useCallback((path: string) => {
    setChosen({ path, isFromElsewhere: false });
    // Where the address is already, none follows.
    told.current = path === given.current.selected ? undefined : path;
    given.current.onSelect(path);
  }, []);
  return [chosen, choose] as const;
}

/** Rendered again only when rows are others, open or chosen: each one of them looks at all that lie beside it. */
const Rows = memo(function Rows({
  label,
  fields,
  chosen,
  choose,
  expanded,
  onExpand,
  fills,
  frame,
}: {
  label: string;
  fields: readonly FieldNode[];
  chosen: Chosen;
  choose: (path: string) => void;
  /** Nothing: all are open, also those that come, until the person closes them. */
  expanded: ReadonlySet<string> | undefined;
  onExpand: (expanded: ReadonlySet<string>) => void;
  fills: boolean;
  /** What the tree is in. */
  frame: RefObject<HTMLDivElement | null>;
}) {
  const [closed, close] = useState<readonly string[]>([]);
  const all = useMemo(() => (expanded === undefined ? branches(fields) : []), [expanded, fields]);
  const found = useMemo(() => new Set(all.filter((path) => !closed.includes(path))), [all, closed]);
  useSight(chosen, fields, expanded, frame);
  return (
    <TreeView
      aria-label={label}
      items={fields}
      selectionMode="single"
      selectionStyle="highlight"
      // Going to a field chooses it; Enter on it then is no wish to leave it.
      disallowEmptySelection
      selectedKeys={chosen.path === '' ? [] : [chosen.path]}
      onSelectionChange={(keys) => choose(String([...keys][0] ?? ''))}
      {...(expanded === undefined
        ? { expandedKeys: found, onExpandedChange: (keys) => close(all.filter((path) => !keys.has(path))) }
        : { expandedKeys: expanded, onExpandedChange: (keys) => onExpand(new Set([...keys].map(String))) })}
      renderEmptyState={() => <p className={style({ font: 'body', padding: 24 })}>{own('noField')}</p>}
      styles={tree({ isFilling: fills })}
    >
      {fieldItem}
    </TreeView>
  );
});

/**
 * Scrolls to what was chosen from elsewhere, and to what is chosen when a search is over. A row that is out of sight is not in the
 * page, so its place is reckoned: all rows are equally high.
 */
function useSight(
  chosen: Chosen,
  fields: readonly FieldNode[],
  expanded: ReadonlySet<string> | undefined,
  frame: RefObject<HTMLDivElement | null>,
): void {
  const seen = useRef<Chosen>(undefined);
  useEffect(() => {
    // What is found stands in the order of the search; its beginning is what the person looks at.
    if (expanded === undefined || seen.current === chosen) return;
    const rows = shownPaths(fields, expanded);
    const at = rows.indexOf(chosen.path);
    // It has no row yet while what it lies in is being opened, or its fields are on their way.
    if (at < 0) return;
    // The tree is as high as its rows in the next frame only.
    const next = requestAnimationFrame(() => {
      const isFirst = seen.current === undefined;
      seen.current = chosen;
      const tree = frame.current?.querySelector('[role=treegrid]');
      if (tree && (isFirst || chosen.isFromElsewhere)) scrollTo(tree, at, tree.scrollHeight / rows.length);
    });
    return () => cancelAnimationFrame(next);
  }, [chosen, fields, expanded, frame]);
}

/** Brings the row at this place into the middle of the tree, where it is not in sight. */
function scrollTo(tree: Element, at: number, height: number): void {
  const isInSight = at * height >= tree.scrollTop && (at + 1) * height <= tree.scrollTop + tree.clientHeight;
  if (!isInSight) tree.scrollTop = at * height - (tree.clientHeight - height) / 2;
}

/** Paths of the fields a field lies in. */
function above(path: string): readonly string[] {
  const names = path.split('.');
  return names.slice(1).map((_, index) =>
    names
      .slice(0, index + 1)
      .join('.')
      .replace(/(?:\[\]|\{\})+$/, ''),
  );
}

/** The id is for the tree, which knows its items by it when the fields change. */
function FieldItem({ id, field }: { id: string; field: FieldNode }) {
  return (
    <TreeViewItem id={id} textValue={field.name}>
      <TreeViewItemContent>
        <Text>
          <span className={line}>
            <FieldName field={field} />
            <span className={style({ font: 'ui-sm', color: 'neutral-subdued' })}>{typeText(field.node)}</span>
            <FieldBadges field={field} />
          </span>
        </Text>
      </TreeViewItemContent>
      <Collection items={field.children}>{fieldItem}</Collection>
    </TreeViewItem>
  );
}

/** One for all: a function of its own for each render would have them all made anew. */
const fieldItem = (field: FieldNode) => <FieldItem id={field.path} field={field} />;

function FieldName({ field }: { field: FieldNode }) {
  return <span>{useContext(Naming)(field)}</span>;
}

function RelationshipBadge({ schemaId }: { schemaId: string }) {
  return (
    <Badge variant="informative" fillStyle="outline" size="S">
      {`→ ${useSchemaTitle(schemaId)}`}
    </Badge>
  );
}

/** Its namespace may not be chosen yet. */
function identityText({ namespace, primary }: Identity): string {
  if (namespace === '') return own(primary ? 'primaryIdentity' : 'identity');
  return own(primary ? 'primaryIdentityOf' : 'identityOf', namespace);
}

function FieldBadges({ field: { holds, relationship, identity, required, deprecated, labels } }: { field: FieldNode }) {
  return (
    <>
      {holds !== undefined && (
        <Badge variant="informative" fillStyle="outline" size="S">
          {own(holds)}
        </Badge>
      )}
      {identity !== undefined && (
        <Badge variant="informative" size="S">
          {identityText(identity)}
        </Badge>
      )}
      {relationship !== undefined && <RelationshipBadge schemaId={relationship.schemaId} />}
      {required && (
        <Badge variant="neutral" size="S" fillStyle="outline">
          {own('required')}
        </Badge>
      )}
      {labels.length > 0 && (
        <Badge variant="neutral" size="S">
          {labelsText(labels)}
        </Badge>
      )}
      {deprecated && (
        <Badge variant="notice" size="S">
          {own('deprecated')}
        </Badge>
      )}
    </>
  );
}
