import { type AddressTab, AddressTabs } from '../../ui/address-tabs.tsx';
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
    { id: 'browse', label: t('browse'), may: mayNamespaces, content: () => <BrowseNamespaces /> },
    { id: 'graph', label: t('graph'), may: mayGraph, content: () => <GraphViewer /> },
    { id: 'simulation', label: t('simulation'), may: mayGraph, content: () => <GraphSimulation /> },
    { id: 'settings', label: t('settings'), may: maySettings, content: () => <IdentitySettings /> },
  ];
  // Who may see none of them is not let into the page.
  const offered = all.filter(({ may }) => may) as unknown as [AddressTab, ...AddressTab[]];
  return (
    <Page title={t('identities')}>
      <AddressTabs label={t('identities')} tabs={offered} />
    </Page>
  );
}
