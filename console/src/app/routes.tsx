import { ProgressCircle } from '@react-spectrum/s2';
import { type AnyRootRoute, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { type Area, type AreaPage, GROUPS } from '../ui/area.ts';
import { t } from '../ui/messages.ts';
import { Permitted } from '../ui/permitted.tsx';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';

const FOUND = Object.values(import.meta.glob<Area>('../*/routes.ts', { eager: true, import: 'default' }));

/** The areas in the order of the navigation. */
export const AREAS: readonly Area[] = FOUND.toSorted(
  (a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || a.order - b.order,
);

function route(root: AnyRootRoute, { path, permissions = [], load }: AreaPage) {
  const Content = lazy(async () => ({ default: await load() }));
  const component = () => (
    <Permitted permissions={permissions}>
      <Suspense fallback={<ProgressCircle isIndeterminate aria-label={t('loading')} />}>
        <Content />
      </Suspense>
    </Permitted>
  );
  return createRoute({ getParentRoute: () => root, path, component });
}

/**
 * The router of one sandbox. Every address carries the sandbox, as `/sname:dev/schemas`, so that a link means the same to
 * whoever opens it.
 */
export function createConsoleRouter(basepath: string) {
  const root = createRootRoute({ component: () => <Shell areas={AREAS} />, notFoundComponent: NotFound });
  const pages = AREAS.flatMap((area) => area.pages.map((page) => route(root, page)));
  return createRouter({ routeTree: root.addChildren(pages), basepath, defaultPreload: 'intent' });
}

export type ConsoleRouter = ReturnType<typeof createConsoleRouter>;
