import type { ComponentType } from 'react';

/** The groups of the navigation, in their order, as Experience Platform has them. */
export const GROUPS = ['start', 'connections', 'customer', 'data', 'administration'] as const;

export type Group = (typeof GROUPS)[number];

export interface AreaPage {
  /** Address below the sandbox, `$name` for a part that differs: `/schemas/$schemaId`. */
  readonly path: string;
  /** Slugs of permissions; whoever holds one of them may see the page. None: everybody. */
  readonly permissions?: readonly string[];
  /** Loads the code of the page when it is first opened. */
  readonly load: () => Promise<ComponentType>;
}

/**
 * An area of the console: its place in the navigation and its pages. Each folder has one, in `routes.ts`; the shell finds
 * them there. The first page is the one the navigation leads to.
 */
export interface Area {
  readonly label: readonly [en: string, fr: string];
  readonly group: Group;
  /** Place within the group, ascending. */
  readonly order: number;
  readonly pages: readonly [AreaPage, ...AreaPage[]];
}
