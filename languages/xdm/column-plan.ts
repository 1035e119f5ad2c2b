import { COLUMN_NAMES, type ColumnDeclaration, type ColumnName, type Say } from './column-declaration.ts';
import { describing, identifying } from './column-descriptors.ts';
import { GroupDraft } from './column-group.ts';
import { fitsClass, lineageOf, type NamedGroup } from './column-lookups.ts';
import { checkStandard, customNode } from './column-node.ts';
import { badSegment, OWN_ROOT, pathProblem, placed, segmentsOf } from './column-path.ts';
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
        name === undefined
          ? 'is required for standard fields'
          : `there is no field group ${name} in this sandbox or the standard library`,
      );
      return undefined;
    }
    if (found !== undefined && fieldGroupId !== undefined && ![undefined, found.title].includes(fieldGroupName))
      say('fieldGroupName', `${fieldGroupId} is named ${found.title}`);
    const misfit = found === undefined ? undefined : this.#misfit(found, isCustom, classId);
    if (misfit !== undefined) say(place, misfit);
    return misfit === undefined ? this.#draft(found, name) : undefined;
  }

  #misfit(found: NamedGroup, isCustom: boolean, classId: string): string | undefined {
    const { resolve } = this.#options.lookups;
    if (found.kind === 'class' && isCustom) return 'own fields cannot be put into a class; name a field group or none';
    const fits =
      found.kind === 'class' ? lineageOf(classId, resolve).has(found.id) : fitsClass(found, classId, resolve);
    return fits ? undefined : `${found.title} is not made for the class ${classId}`;
  }

  #draft(found: NamedGroup | undefined, name: string | undefined): GroupDraft {
    const key = found?.id ?? `title ${name ?? ''}`;
    const draft = this.#groups.get(key) ?? new GroupDraft(found, name, this.#options.lookups.resolve);
    this.#groups.set(key, draft);
    return draft;
  }

  #all(group: GroupDraft, column: ColumnDeclaration, say: Say): void {
    if (group.existing === undefined) say('fieldPath', 'ALL takes all fields of an existing field group');
    for (const name of COLUMN_NAMES)
      if (!OF_ALL.has(name) && column[name] !== undefined && column[name] !== false)
        say(name, 'cannot be said of all fields of a group; give the field a row of its own');
    group.takeAll();
  }

  #standard(group: GroupDraft, column: ColumnDeclaration, say: Say): void {
    const path = segmentsOf(column.fieldPath, this.#options.tenant);
    const field = fieldAt(
      group.root,
      path.map((segment) => (segment === OWN_ROOT ? `_${this.#options.tenant}` : segment)),
    );
    if (field === undefined) {
      say('fieldPath', `${group.existing?.title} has no field ${column.fieldPath}`);
      return;
    }
    this.#once(path, say);
    checkStandard(column, field, say);
    if (column.isRequired === true && path.length > 1)
      say('isRequired', 'a standard field inside an object cannot be made required by one schema');
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
        : `${JSON.stringify(bad)} is not a field name: letters, digits, dashes and underscores, no underscore first`;
    if (problem !== undefined) say('fieldPath', problem);
    else if (standard !== undefined && fieldAt(standard, written) !== undefined)
      say('fieldPath', `${column.fieldPath} is a standard field; say isCustom false`);
    const node = customNode(column, say);
    if (problem !== undefined) return;
    this.#once(path, say);
    const inTheWay = group.put(path, node, column.isRequired === true);
    if (inTheWay !== undefined) say('fieldPath', inTheWay);
    const type = column.isArray === true ? 'array' : String(node['meta:xdmType'] ?? 'object');
    this.#identity(column, path, type as Field['type'], standard ?? { type: 'object' }, say);
  }

  #once(path: readonly string[], say: Say): void {
    if (this.#paths.has(path.join('.'))) say('fieldPath', `${path.join('.')} is declared twice`);
    this.#paths.add(path.join('.'));
  }

  #identity(column: ColumnDeclaration, path: readonly string[], type: Field['type'], root: Field, say: Say): void {
    const descriptor = identifying(column, path, type, root, say);
    if (descriptor === undefined) return;
    if (column.isPrimaryIdentity === true && this.#primary)
      say('isPrimaryIdentity', 'another field is the primary identity; a schema has one');
    this.#primary ||= column.isPrimaryIdentity === true;
    this.descriptors.push(descriptor);
  }
}
