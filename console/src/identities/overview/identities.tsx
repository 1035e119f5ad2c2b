import { Tab, TabList, TabPanel, Tabs } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useSearchState } from '../../ui/address.ts';
import { Page } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { texts } from '../../ui/texts.ts';
import { BrowseNamespaces } from '../browse/browse-namespaces.tsx';
import { GraphViewer } from '../graph/graph-viewer.tsx';
import { IdentitySettings } from '../settings/identity-settings.tsx';
import { GraphSimulation } from '../simulation/graph-simulation.tsx';

const t = texts({
  identities: ['Identities', 'Identités'],
  browse: ['Browse', 'Parcourir'],
  graph: ['Identity graph', 'Graphe d’identités'],
  simulation: ['Graph simulation', 'Simulation de graphe'],
  settings: ['Settings', 'Paramètres'],
});

/** Namespaces, graphs, what events would make of them, and the rules they are linked by; each for whom it is allowed to. */
export function Identities() {
  const mayNamespaces = useMay('view-identity-namespaces', 'manage-identity-namespaces');
  const mayGraph = useMay('view-identity-graph');
  const maySettings = useMay('view-identity-settings', 'edit-identity-settings');
  const all = [
    { id: 'browse', label: t('browse'), may: mayNamespaces, Content: BrowseNamespaces },
    { id: 'graph', label: t('graph'), may: mayGraph, Content: GraphViewer },
    { id: 'simulation', label: t('simulation'), may: mayGraph, Content: GraphSimulation },
    { id: 'settings', label: t('settings'), may: maySettings, Content: IdentitySettings },
  ];
  const offered = all.filter(({ may }) => may);
  const [asked, setChosen] = useSearchState('tab', offered[0]?.id ?? '');
  const chosen = offered.some(({ id }) => id === asked) ? asked : (offered[0]?.id ?? '');
  return (
    <Page title={t('identities')}>
      <Tabs aria-label={t('identities')} selectedKey={chosen} onSelectionChange={(key) => setChosen(String(key))}>
        <TabList>
          {offered.map(({ id, label }) => (
            <Tab key={id} id={id}>
              {label}
            </Tab>
          ))}
        </TabList>
        {offered.map(({ id, Content }) => (
          <TabPanel key={id} id={id} styles={style({ marginTop: 16 })}>
            <Content />
          </TabPanel>
        ))}
      </Tabs>
    </Page>
  );
}
