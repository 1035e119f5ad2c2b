import { ActionButton, Button, ButtonGroup, Content, Dialog, DialogContainer, Heading } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { t } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { SCHEMAS } from '../../ui/schemas.ts';
import { fieldNodes, NO_MARKS } from '../field-nodes.ts';
import { FieldTree } from '../field-tree.tsx';
import { documentOf } from './places.ts';
import type { Place } from './recommended-rows.ts';
import { own } from './texts.ts';

/** The fields of the library a column of a schema of the class can become. They never change while the platform runs. */
function usePlaces(classId: string) {
  const client = useClient();
  return useQuery({
    queryKey: [SCHEMAS, 'places', classId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => client.call('listRecommendationPlaces', { query: { class: classId } }),
  });
}

interface Props {
  /** `$id`. */
  readonly classId: string;
  /** The target as it is. */
  readonly path: string;
  readonly onChoose: (place: Place) => void;
}

/**
 * A button that opens all standard fields of the class as a tree, to choose the target of a row. Own fields of other rows are not
 * among them: they are targets already, and two columns cannot become one field.
 */
export function TargetTree(props: Props) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <ActionButton styles={style({ alignSelf: 'start' })} onPress={() => setOpen(true)}>
        {own('chooseInTree')}
      </ActionButton>
      <DialogContainer onDismiss={close}>{isOpen && <TreeDialog {...props} close={close} />}</DialogContainer>
    </>
  );
}

function TreeDialog({ classId, path, onChoose, close }: Props & { close: () => void }) {
  const places = usePlaces(classId);
  // A Dialog renders its children once for each of its parts, so what these share is kept out here.
  const [selected, select] = useState(path);
  const chosen = places.data?.find((place) => place.path === selected);
  return (
    <Dialog size="L">
      <Heading slot="title">{own('target')}</Heading>
      <Content>
        <div className={style({ display: 'flex', flexDirection: 'column', gap: 12 })}>
          <p className={style({ font: 'body', margin: 0 })}>{own('treeHint')}</p>
          <Loaded query={places}>{(all) => <PlaceTree places={all} selected={selected} onSelect={select} />}</Loaded>
          <p aria-live="polite" className={style({ font: 'ui', margin: 0, overflowWrap: 'anywhere' })}>
            {chosen === undefined ? own('noneChosen') : own('chosenIs', chosen.path)}
          </p>
        </div>
      </Content>
      <ButtonGroup>
        <Button variant="secondary" fillStyle="outline" onPress={close}>
          {t('cancel')}
        </Button>
        <Button
          variant="accent"
          isDisabled={chosen === undefined}
          onPress={() => {
            onChoose(chosen!);
            close();
          }}
        >
          {own('chooseTarget')}
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}

function PlaceTree({
  places,
  selected,
  onSelect,
}: {
  places: readonly Place[];
  selected: string;
  onSelect: (path: string) => void;
}) {
  const [search, setSearch] = useState('');
  const nodes = useMemo(() => fieldNodes(documentOf(places), NO_MARKS), [places]);
  return (
    <div className={style({ display: 'flex', height: 360 })}>
      <FieldTree
        label={own('classFields')}
        nodes={nodes}
        selected={selected}
        onSelect={onSelect}
        search={search}
        onSearch={setSearch}
        fills
      />
    </div>
  );
}
