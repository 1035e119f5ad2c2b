export { type ClassCatalogue, classCatalogue, type Place } from './class-catalogue.ts';
export { MOST_CELLS } from './column-profile.ts';
export { OWN_FIELDS, type PlaceField, placeField, type Recommendation } from './describe.ts';
export { isHeader } from './header.ts';
export { type Model, type ModelCatalogue, readModel } from './model.ts';
export { REASON_PHRASES } from './phrases.ts';
export {
  type ColumnRecommendations,
  recommend,
  type SourceColumn,
  type TableRecommendations,
} from './recommend.ts';
export { type MappingRecommendation, type MappingRecommendations, recommendMapping } from './recommend-mapping.ts';
export { pathText, type SampleField, sampleFields } from './sample-fields.ts';
