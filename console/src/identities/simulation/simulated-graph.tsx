import type { Operations } from '@meniscus/client';
import type { Phrase } from '@meniscus/languages/syntax';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useMemo, useState } from 'react';
import { IdentityGraphDrawing, keyOf } from '../../ui/identity-graph/drawing.tsx';
import { stateOf } from '../../ui/identity-graph/texts.ts';
import { phraseText } from '../../ui/phrase.ts';
import { RowsTable } from '../../ui/rows-table.tsx';
import { t } from './texts.ts';

type Simulation = Operations['simulateIdentityGraph']['answer'];

/** More identities are not drawn: nobody could read it, and the work grows with the square. */
const MOST_DRAWN = 120;

/** The graphs of a simulation, drawn with the number of the event on each link; the same in tables. */
export function SimulatedGraph({ simulation }: { simulation: Simulation }) {
  const [chosen, setChosen] = useState<string>();
  const { graphs, links, events } = simulation;
  const identities = useMemo(() => graphs.flat(), [graphs]);
  const drawn = useMemo(
    () => links.map(({ ends, event, removed }) => ({ ends, removed, mark: String(event) })),
    [links],
  );
  const removed = links.filter((link) => link.removed !== undefined).length;
  return (
    <>
      <p className={style({ font: 'body-sm', margin: 0 })}>{t('summary', { graphs: graphs.length, removed })}</p>
      {identities.length > MOST_DRAWN ? (
        <p className={style({ font: 'body', margin: 0 })}>{t('tooMany', identities.length)}</p>
      ) : (
        <IdentityGraphDrawing identities={identities} links={drawn} chosen={chosen} onChoose={setChosen} />
      )}
      <RowsTable
        label={t('links')}
        rows={links}
        id={({ ends }) => ends.map(keyOf).join(' – ')}
        columns={[
          { key: 'link', title: t('link'), cell: ({ ends }) => ends.map(keyOf).join(' – '), share: 2 },
          { key: 'event', title: t('event'), cell: ({ event }) => String(event), share: 0.5 },
          { key: 'state', title: t('state'), cell: (link) => stateOf(link.removed), share: 1.5 },
          {
            key: 'graph',
            title: t('graph'),
            cell: (link) =>
              link.removed === undefined
                ? String(graphs.findIndex((graph) => graph.some((one) => keyOf(one) === keyOf(link.ends[0]!))) + 1)
                : '–',
            share: 0.5,
          },
        ]}
      />
      <RowsTable
        label={t('told')}
        rows={events.map((event, index) => ({ ...event, number: String(index + 1) }))}
        id={({ number }) => number}
        columns={[
          { key: 'number', title: t('number'), cell: ({ number }) => number, share: 0.4 },
          { key: 'primary', title: t('primary'), cell: ({ primary }) => (primary ? keyOf(primary) : '–'), share: 2 },
          {
            key: 'refused',
            title: t('refused'),
            cell: ({ refused, phrase }) => (refused === undefined ? '–' : phraseText(phrase as Phrase, refused)),
            share: 2,
          },
        ]}
      />
    </>
  );
}
