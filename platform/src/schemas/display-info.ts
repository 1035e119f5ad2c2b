import { type Field, fieldAt } from '@meniscus/languages/xdm';
import { type Descriptor, pathsOf } from './descriptor.ts';

/** What a schema calls a standard field, and the values it suggests for it beside those of the library. */
export interface DisplayInfo {
  /** Wire names from the root. */
  readonly path: readonly string[];
  readonly title: string | undefined;
  readonly description: string | undefined;
  /** Value to text. */
  readonly suggested: Readonly<Record<string, string>>;
  /** Values of the library that are not suggested. */
  readonly excluded: readonly string[];
}

/** The one locale the public pages show. */
const LOCALE = 'en_us';

/** What the descriptors `xdm:alternateDisplayInfo` of a schema say, in the order they were made. */
export function displayInfosOf(descriptors: readonly Descriptor[]): readonly DisplayInfo[] {
  return descriptors
    .filter(({ body }) => body.content['@type'] === 'xdm:alternateDisplayInfo')
    .flatMap(({ body: { content } }) => {
      const said = {
        title: textOf(content['xdm:title']),
        description: textOf(content['xdm:description']),
        suggested: textsOf(content['meta:enum']),
        // One page spells it with meta.
        excluded: [content['xdm:excludeMetaEnum'], content['meta:excludeMetaEnum']].flatMap(valuesOf),
      };
      return pathsOf(content['xdm:sourceProperty']).map((path) => ({ ...said, path }));
    });
}

/** What all schemas of a union say: a value is out when none of those that have the field suggests it. */
export function displayInfosOfAll(
  members: readonly { readonly root: Field; readonly infos: readonly DisplayInfo[] }[],
): readonly DisplayInfo[] {
  const excludes = (infos: readonly DisplayInfo[], path: string, value: string) =>
    infos.some((info) => info.path.join('/') === path && info.excluded.includes(value));
  return members.flatMap(({ infos }) =>
    infos.map((info) => {
      const having = members.filter(({ root }) => fieldAt(root, info.path) !== undefined);
      const path = info.path.join('/');
      return {
        ...info,
        excluded: info.excluded.filter((value) => having.every((member) => excludes(member.infos, path, value))),
      };
    }),
  );
}

/** The tree with these titles, descriptions and suggested values in it. What is said of a field that is not there is left out. */
export function withDisplayInfos(root: Field, infos: readonly DisplayInfo[]): Field {
  return infos.reduce((tree, info) => displaying(tree, info.path, info), root);
}

function displaying(field: Field, [name, ...rest]: readonly string[], info: DisplayInfo): Field {
  if (name === undefined) return displayed(field, info);
  if (field.items !== undefined) return { ...field, items: displaying(field.items, [name, ...rest], info) };
  const child = Object.hasOwn(field.fields ?? {}, name) ? field.fields?.[name] : undefined;
  return child === undefined ? field : { ...field, fields: { ...field.fields, [name]: displaying(child, rest, info) } };
}

function displayed(field: Field, { title, description, suggested, excluded }: DisplayInfo): Field {
  const named = {
    ...field,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
  };
  const changes = Object.keys(suggested).length + excluded.length > 0;
  if (!changes) return named;
  // The values of a list are those of what is in it.
  return field.items === undefined
    ? suggesting(named, suggested, excluded)
    : { ...named, items: suggesting(field.items, suggested, excluded) };
}

function suggesting(field: Field, more: Readonly<Record<string, string>>, excluded: readonly string[]): Field {
  const kept = Object.entries(field.suggested ?? {}).filter(([value]) => !excluded.includes(value));
  return { ...field, suggested: { ...Object.fromEntries(kept), ...more } };
}

/** A text, or the one of several that is shown: in the locale of the public pages, else the first. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const texts: Readonly<Record<string, unknown>> = { ...value };
  const text = texts[LOCALE] ?? Object.values(texts)[0];
  return typeof text === 'string' ? text : undefined;
}

function textsOf(values: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(values ?? {}).map(([value, text]) => [value, textOf(text) ?? value] as const);
  return Object.fromEntries(entries);
}

function valuesOf(excluded: unknown): readonly string[] {
  return Array.isArray(excluded) ? excluded.map(String) : Object.keys(excluded ?? {});
}
