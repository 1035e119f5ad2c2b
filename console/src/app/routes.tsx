import { ProgressCircle } from '@react-spectrum/s2';
import { type AnyRootRoute, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { type ComponentType, useEffect, useState } from 'react';
import { parseSearch, stringifySearch } from '../ui/address-codec.ts';
import { type Area, type AreaPage, GROUPS } from '../ui/area.ts';
import { t } from '../ui/messages.ts';
import { Permitted } from '../ui/permitted.tsx';
import { FailedPage } from './failed-page.tsx';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';

const FOUND = Object.values(import.meta.glob<Area>('../*/routes.ts', { eager: true, import: 'default' }));

/** The areas in the order of the navigation. */
export const AREAS: readonly Area[] = FOUND.toSorted(
  (a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || a.order - b.order,
);

/** The code of a page, loaded once; when that fails, again when it is asked for again. */
function loaderOf(load: AreaPage['load']) {
  let content: ComponentType | undefined;
  let loading: Promise<ComponentType> | undefined;
  const start = async () => {
    try {
      content = await load();
      return content;
    } catch (error) {
      loading = undefined;
      throw error;
    }
  };
  const preload = () => (loading ??= start());
  return { preload, loaded: () => content };
}

type Loader = ReturnType<typeof loaderOf>;

/**
 * What a page shows, once its code is there. Not React's `lazy`: when Suspense has shown that something loads, it waits
 * 300 ms before it shows what was loaded.
 */
function Content({ loader: { preload, loaded } }: { loader: Loader }) {
  const [Loaded, show] = useState(loaded);
  const [problem, fail] = useState<Error>();
  useEffect(() => {
    preload().then((content) => show(() => content), fail);
  }, [preload]);
  if (problem !== undefined) throw problem;
  return Loaded === undefined ? <ProgressCircle isIndeterminate aria-label={t('loading')} /> : <Loaded />;
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Loads the code of the page. */
    readonly preload?: () => Promise<unknown>;
  }
}

/** A page for those who may see it. Its code is loaded while it is asked whether they may. */
function PageOf({ permissions, loader }: { permissions: readonly string[]; loader: Loader }) {
  useEffect(() => void loader.preload().catch(() => undefined), [loader]);
  return (
    <Permitted permissions={permissions}>
      <Content loader={loader} />
    </Permitted>
  );
}

function route(root: AnyRootRoute, { path, permissions = [], load }: AreaPage) {
  const loader = loaderOf(load);
  const component = () => <PageOf permissions={permissions} loader={loader} />;
  return createRoute({ getParentRoute: () => root, path, component, staticData: { preload: loader.preload } });
}

/**
 * The router of one sandbox. Every address carries organisation and sandbox, as `/@t0123abcd/sname:dev/schemas`, so that a link
 * means the same to whoever opens it.
 */
export function createConsoleRouter(basepath: string) {
  const root = createRootRoute({ component: () => <Shell areas={AREAS} />, notFoundComponent: NotFound });
  const pages = AREAS.flatMap((area) => area.pages.map((page) => route(root, page)));
  return createRouter({
    routeTree: root.addChildren(pages),
    basepath,
    defaultErrorComponent: FailedPage,
    parseSearch,
    stringifySearch,
  });
}

export type ConsoleRouter = ReturnType<typeof createConsoleRouter>;
