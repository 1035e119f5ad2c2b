import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { BrowseAudiences } from '../audiences/browse/browse-audiences.tsx';
import { BrowseDatasets } from '../datasets/browse/browse-datasets.tsx';
import { Home } from '../home/home.tsx';
import { Monitoring } from '../monitoring/overview/monitoring.tsx';
import { LookUpProfile } from '../profiles/look-up/look-up-profile.tsx';
import { QueryEditor } from '../queries/editor/query-editor.tsx';
import { BrowseSchemas } from '../schemas/browse/browse-schemas.tsx';
import { BrowseSources } from '../sources/browse/browse-sources.tsx';
import type { MessageKey } from '../ui/messages.ts';
import { Shell } from './shell.tsx';

/** The pages in the order of the navigation: the one place where areas meet. */
export const PAGES = [
  { path: '/', label: 'home', component: Home },
  { path: '/sources', label: 'sources', component: BrowseSources },
  { path: '/schemas', label: 'schemas', component: BrowseSchemas },
  { path: '/datasets', label: 'datasets', component: BrowseDatasets },
  { path: '/profiles', label: 'profiles', component: LookUpProfile },
  { path: '/audiences', label: 'audiences', component: BrowseAudiences },
  { path: '/queries', label: 'queries', component: QueryEditor },
  { path: '/monitoring', label: 'monitoring', component: Monitoring },
] as const satisfies readonly { path: string; label: MessageKey; component: () => React.JSX.Element }[];

const root = createRootRoute({ component: () => <Shell pages={PAGES} /> });
const children = PAGES.map(({ path, component }) => createRoute({ getParentRoute: () => root, path, component }));

export const router = createRouter({ routeTree: root.addChildren(children) });
