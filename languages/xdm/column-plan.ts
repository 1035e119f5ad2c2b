import type { Said } from '@meniscus/languages/syntax';
import { COLUMN_NAMES, type ColumnDeclaration, type ColumnName, type Say } from './column-declaration.ts';
import { describing, identifying } from './column-descriptors.ts';
import { GroupDraft } from './column-group.ts';
import { fitsClass, lineageOf, type NamedGroup } from './column-lookups.ts';
import { checkStandard, customNode } from './column-node.ts';
import { badSegment, OWN_ROOT, pathProblem, placed, segmentsOf } from './column-path.ts';
import { sayOfColumn } from './column-phrases.ts';
import type { ExportOptions } from './export-array.ts';
import type { Field } from './field.ts';
import { fieldAt } from './path.ts';
import type { SchemaNode } from './schema-node.ts';

/** All that may be said of a whole group. */
const OF_ALL: ReadonlySet<ColumnName> = new Set([
  'isIgnored',
  'isCustom',
  'fieldGroupId',
  'fieldGroupName',
  'fieldPath',
  'comment',
]);

/** What the declarations seen so far ask for: field groups, required fields, descriptors. */
export class ColumnPlan {
  /** Fields of the root every record must have. */
  readonly required: string[] = [];
  /** Descriptors without id and schema. */
  readonly descriptors: SchemaNode[] = [];
  readonly #options: ExportOptions;
  readonly #groups = new Map<string, GroupDraft>();
  readonly #paths = new Set<string>();
  #primary = false;
  #taken = 0;

  constructor(options: ExportOptions) {
    this.#options = options;
  }

  empty(): boolean {
    return this.#taken === 0;
  }

  /** Groups that are part of the schema; the class is not among them. */
  groups(): readonly GroupDraft[] {
    return [...this.#groups.values()].filter(({ existing }) => existing?.kind !== 'class');
  }

  /** Takes one declaration in, or reports every rule it does not keep. */
  take(column: ColumnDeclaration, say: Say): void {
    this.#taken += 1;
    const group = this.#group(column, say);
    if (group === undefined) return;
    if (column.fieldPath === 'ALL') this.#all(group, column, say);
    else if (column.isCustom && group.existing?.standard !== false) this.#custom(group, column, say);
    else this.#standard(group, column, say);
  }

  #group({ isCustom, fieldGroupId, fieldGroupName }: ColumnDeclaration, say: Say): GroupDraft | undefined {
    const { lookups, classId } = this.#options;
    const name = fieldGroupId ?? fieldGroupName;
    const place = fieldGroupId === undefined ? 'fieldGroupName' : 'fieldGroupId';
    const found = name === undefined ? undefined : lookups.group(name);
    if (found === undefined && (!isCustom || fieldGroupId !== undefined)) {
      say(
        place,
        name === undefined ? sayOfColumn('column-required-standard') : sayOfColumn('column-no-group', { name }),
      );
      return undefined;
    }
    if (found !== undefined && fieldGroupId !== undefined && ![undefined, found.title].includes(fieldGroupName))
      say('fieldGroupName', sayOfColumn('column-group-named', { id: fieldGroupId, title: found.title }));
    const misfit = found === undefined ? undefined : this.#misfit(found, isCustom, classId);
    if (misfit !== undefined) say(place, misfit);
    return misfit === undefined ? this.#draft(found, name) : undefined;
  }

  #misfit(found: NamedGroup, isCustom: boolean, classId: string): Said | undefined {
    const { resolve } = this.#options.lookups;
    if (found.kind === 'class' && isCustom) return sayOfColumn('column-not-into-class');
    const fits =
      found.kind === 'class' ? lineageOf(classId, resolve).has(found.id) : fitsClass(found, classId, resolve);
    return fits ? undefined : sayOfColumn('column-group-misfit', { title: found.title, classId });
  }

  #draft(found: NamedGroup | undefined, name: string | undefined): GroupDraft {
    const key = found?.id ?? `title ${name ?? ''}`;
    const draft = this.#groups.get(key) ?? new GroupDraft(found, name, this.#options.lookups.resolve);
    this.#groups.set(key, draft);
    return draft;
  }

  #all(group: GroupDraft, column: ColumnDeclaration, say: Say): void {
    if (group.existing === undefined) say('fieldPath', sayOfColumn('column-all'));
    for (const name of COLUMN_NAMES)
      if (!OF_ALL.has(name) && column[name] !== undefined && column[name] !== false)
        say(name, sayOfColumn('column-not-of-all'));
    group.takeAll();
  }

  #standard(group: GroupDraft, column: ColumnDeclaration, say: Say): void {
    const path = segmentsOf(column.fieldPath, this.#options.tenant);
    const field = fieldAt(
      group.root,
      path.map((segment) => (segment === OWN_ROOT ? `_${this.#options.tenant}` : segment)),
    );
    if (field === undefined) {
      say(
        'fieldPath',
        sayOfColumn('column-no-field', { title: String(group.existing?.title), path: column.fieldPath }),
      );
      return;
    }
    this.#once(path, say);
    checkStandard(column, field, say);
    if (column.isRequired === true && path.length > 1) say('isRequired', sayOfColumn('column-standard-inside'));
    if (column.isRequired === true && path.length === 1) this.required.push(path[0] as string);
    group.choose(path);
    this.#identity(column, path, field.type, group.root, say);
    this.descriptors.push(...describing(column, path, field));
  }

  #custom(group: GroupDraft, column: ColumnDeclaration, say: Say): void {
    const standard = group.existing === undefined ? undefined : group.root;
    const written = segmentsOf(column.fieldPath, this.#options.tenant);
    const path = placed(written, standard);
    const bad = badSegment(path.slice(path.indexOf(OWN_ROOT)));
    const problem =
      bad === undefined
        ? (pathProblem(path) ?? group.misplaced(path))
        : sayOfColumn('column-name', { name: JSON.stringify(bad) });
    if (problem !== undefined) say('fieldPath', problem);
    else if (standard !== undefined && fieldAt(standard, written) !== undefined)
      say('fieldPath', sayOfColumn('column-is-standard', { path: column.fieldPath }));
    const node = customNode(column, say);
    if (problem !== undefined) return;
    this.#once(path, say);
    const inTheWay = group.put(path, node, column.isRequired === true);
    if (inTheWay !== undefined) say('fieldPath', inTheWay);
    const type = column.isArray === true ? 'array' : String(node['meta:xdmType'] ?? 'object');
    this.#identity(column, path, type as Field['type'], standard ?? { type: 'object' }, say);
  }

  #once(path: readonly string[], say: Say): void {
    if (this.#paths.has(path.join('.'))) say('fieldPath', sayOfColumn('column-path-twice', { path: path.join('.') }));
    this.#paths.add(path.join('.'));
  }

  #identity(column: ColumnDeclaration, path: readonly string[], type: Field['type'], root: Field, say: Say): void {
    const descriptor = identifying(column, path, type, root, say);
    if (descriptor === undefined) return;
    if (column.isPrimaryIdentity === true && this.#primary)
      say('isPrimaryIdentity', sayOfColumn('column-primary-already'));
    this.#primary ||= column.isPrimaryIdentity === true;
    this.descriptors.push(descriptor);
  }
}
