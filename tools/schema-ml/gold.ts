import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SourceColumn } from '../../languages/recommendation/index.ts';
import { readTable } from '../../platform/src/schemas/recommendation/read-table.ts';
import { catalogueOf } from '../../platform/src/schemas/recommendation/recommender.ts';

/** What a data architect would choose for a column: accepted paths, best first; `_{tenant}` is an own field. */
export interface GoldColumn {
  readonly name: string;
  readonly paths: readonly string[];
  readonly type: string;
  readonly format?: string;
  readonly identityNamespace?: string;
}

/** A table with the right answers. */
export interface GoldTable {
  readonly name: string;
  readonly class: string;
  readonly language: string;
  /** Errors may be looked at while the model is improved. */
  readonly open: boolean;
  readonly columns: readonly GoldColumn[];
  /** The columns as the platform reads them. */
  read(): Promise<readonly SourceColumn[]>;
}

const HELD_OUT = new URL('held-out/', import.meta.url);

/** Two fifths of the held-out tables are open; the others are only counted. */
function isOpen(name: string): boolean {
  let code = 0;
  for (const sign of name) code = (code * 31 + sign.charCodeAt(0)) >>> 0;
  return code % 10 < 4;
}

/** The tables nobody trains on. Throws when a file is read differently from what its gold says. */
export function heldOutTables(): readonly GoldTable[] {
  const names = readdirSync(HELD_OUT).filter((file) => file.endsWith('.gold.json'));
  return names.map((file) => {
    const name = file.slice(0, -'.gold.json'.length);
    const gold = JSON.parse(readFileSync(new URL(file, HELD_OUT), 'utf8')) as Omit<GoldTable, 'name' | 'open' | 'read'>;
    return {
      ...gold,
      name,
      open: isOpen(name),
      async read() {
        const table = await readTable(fileURLToPath(new URL(`${name}.csv`, HELD_OUT)));
        if (table.columns.length !== gold.columns.length || !table.header)
          throw new Error(`${name}: ${table.columns.length} columns read, gold has ${gold.columns.length}.`);
        return table.columns;
      },
    };
  });
}

const DEVELOPMENT = new URL('development/tables.txt', import.meta.url);
const CLASSES: Readonly<Record<string, string>> = {
  profile: 'https://ns.adobe.com/xdm/context/profile',
  experienceevent: 'https://ns.adobe.com/xdm/context/experienceevent',
  product: 'https://ns.adobe.com/xdm/classes/product',
  location: 'https://ns.adobe.com/xdm/classes/location',
  promotion: 'https://ns.adobe.com/xdm/classes/promotion',
  campaign: 'https://ns.adobe.com/xdm/classes/campaign',
  account: 'https://ns.adobe.com/xdm/context/account',
  'lodging-product': 'https://ns.adobe.com/xdm/classes/lodging-product',
};

/**
 * The tables the model is developed with: `= name | class | language`, then a line per column with header, accepted paths
 * (`own:type` is an own field) and cells. Throws when a path is not in the library.
 */
export function developmentTables(): readonly GoldTable[] {
  const blocks = readFileSync(DEVELOPMENT, 'utf8').split(/^= /m).slice(1);
  return blocks.map((block) => {
    const [head = '', ...lines] = block.trimEnd().split('\n');
    const [name = '', short = '', language = ''] = head.split(' | ');
    const classId = CLASSES[short];
    if (classId === undefined) throw new Error(`${name}: no class ${short}.`);
    const columns = lines.map((line) => {
      const [header = '', paths = '', cells = ''] = line.split(' | ');
      return { gold: goldOf(header, paths.split(','), classId), cells: cells.split(';') };
    });
    return {
      name,
      class: classId,
      language,
      open: true,
      columns: columns.map(({ gold }) => gold),
      read: async () => columns.map(({ gold, cells }) => ({ name: gold.name, cells })),
    };
  });
}

function goldOf(name: string, accepted: readonly string[], classId: string): GoldColumn {
  const [first = 'own'] = accepted;
  const [, own] = first.split(':');
  const paths = [...new Set(accepted.map((path) => (/^own\b/.test(path) ? '_{tenant}' : path)))];
  const places = paths
    .filter((path) => !path.startsWith('_{'))
    .map((path) => [path, catalogueOf(classId)?.places.get(path)]);
  for (const [path, place] of places) if (place === undefined) throw new Error(`${name}: no field ${path}.`);
  const place = catalogueOf(classId)?.places.get(first);
  return {
    name,
    paths,
    ...(place === undefined ? ownType(own) : { type: place.list ? 'array' : jsonType(place.field.type) }),
  };
}

const ownType = (type = 'string') => (type.startsWith('date') ? { type: 'string', format: type } : { type });

/** JSON type of a type of the library. */
function jsonType(type: string): string {
  if (type === 'long' || type === 'int' || type === 'short' || type === 'byte') return 'integer';
  return type === 'number' || type === 'boolean' ? type : 'string';
}
