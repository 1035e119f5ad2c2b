import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  type ClassCatalogue,
  classCatalogue,
  type Model,
  type ModelCatalogue,
  readModel,
  recommend,
  type SourceColumn,
  type TableRecommendations,
} from '@meniscus/languages/recommendation';
import { loadLibrary } from '../library.ts';

let model: Model | undefined;
const catalogues = new Map<string, ClassCatalogue | undefined>();

/** The trained model, read on first use and shared: it never changes while the process runs. */
export function loadModel(): Model {
  if (model === undefined) {
    const folder = join(dirname(createRequire(import.meta.url).resolve('@meniscus/languages/recommendation')), 'model');
    const catalogue = JSON.parse(readFileSync(join(folder, 'catalogue.json'), 'utf8')) as ModelCatalogue;
    model = readModel(readFileSync(join(folder, 'weights.bin')), catalogue);
  }
  return model;
}

/** What the library offers rows of a class; undefined when it has no such class. Kept, because the library never changes. */
export function catalogueOf(classId: string): ClassCatalogue | undefined {
  if (!catalogues.has(classId)) catalogues.set(classId, classCatalogue(loadLibrary(), classId));
  return catalogues.get(classId);
}

/** Recommends fields for the columns of a table. `classId` must be a class of the library when it is given. */
export function recommendFor(
  columns: readonly SourceColumn[],
  tenant: string,
  classId: string | undefined,
): TableRecommendations {
  return recommend(columns, { model: loadModel(), catalogueOf, tenant, ...(classId === undefined ? {} : { classId }) });
}
