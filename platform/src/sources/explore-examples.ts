import { type Explorer, SourceError } from '../flows/index.ts';
import { sayOfSources } from './phrases.ts';

/** A payload that documents the source; every one is recognised in a test. */
export interface Example {
  readonly title: string;
  /** What it is recognised as. */
  readonly kind: 'profile' | 'transaction' | 'event' | 'unknown';
  readonly payload: unknown;
}

type Column = { readonly name: string; readonly type: string };

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (value === null) return 'string';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** Fields of a payload by their path; an array stands for the fields of its first element. */
function columnsOf(value: unknown, path = ''): readonly Column[] {
  if (typeof value !== 'object' || value === null) return [{ name: path, type: typeOf(value) }];
  if (Array.isArray(value))
    return typeof value[0] === 'object' ? columnsOf(value[0], `${path}[]`) : [{ name: path, type: 'array' }];
  return Object.entries(value).flatMap(([name, member]) => columnsOf(member, path === '' ? name : `${path}.${name}`));
}

/** For sources that send: what they are documented to send is what there is to look at before the first record. */
export function exploreExamples(examples: readonly Example[]): Explorer {
  return {
    type: 'StreamingConnection',
    async explore({ object, objectType, preview }) {
      if (objectType === 'root' || objectType === 'rest')
        return examples.map(({ title }) => ({
          type: 'table',
          name: title,
          path: title,
          canPreview: true,
          canFetchSchema: true,
        }));
      const example = examples.find(({ title }) => title === object);
      if (example === undefined)
        throw new SourceError('not-found', sayOfSources('source-no-example', { object: String(object) }));
      const columns = columnsOf(example.payload);
      return { format: 'hierarchical', schema: { columns }, ...(preview ? { data: [example.payload] } : {}) };
    },
  };
}
