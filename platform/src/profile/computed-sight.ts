import { compileExpression, type Roots } from '@meniscus/languages/pql';
import { HiddenFields, type Scope } from '../kernel/index.ts';
import { isUnion, type LabelView, visibleRoots } from '../schemas/index.ts';
import { COMPUTED } from './computed-attribute.ts';
import type { ComputedAttributes } from './computed-attributes.ts';

/**
 * What labels hide, with the computed attributes that are made of hidden fields: a sum tells of what was summed up. Kept for a
 * view until an attribute changes; a view is another once a schema is.
 */
export class ComputedSight {
  readonly #attributes: ComputedAttributes;
  readonly #roots: (scope: Scope) => Promise<Roots>;
  readonly #kept = new WeakMap<LabelView, { readonly revision: number; readonly view: LabelView }>();

  constructor(attributes: ComputedAttributes, roots: (scope: Scope) => Promise<Roots>) {
    this.#attributes = attributes;
    this.#roots = roots;
  }

  async of(scope: Scope, labels: LabelView): Promise<LabelView> {
    const revision = this.#attributes.revision();
    const known = this.#kept.get(labels);
    if (known?.revision === revision) return known.view;
    const hidden = labels.anywhere.isEmpty ? [] : await this.#hidden(scope, labels);
    const view = hidden.length === 0 ? labels : also(labels, hidden);
    this.#kept.set(labels, { revision, view });
    return view;
  }

  /** Paths of the attributes whose expression cannot be read without what is hidden. */
  async #hidden(scope: Scope, labels: LabelView): Promise<readonly (readonly string[])[]> {
    const attributes = this.#attributes.list(scope.key);
    if (attributes.length === 0) return [];
    const roots = visibleRoots(await this.#roots(scope), labels);
    return attributes
      .filter(({ body }) => !compileExpression(body.expression.value, roots).ok)
      .map(({ body }) => computedPath(scope, body.name));
  }
}

/** Where the value of a computed attribute stands in a profile. */
export function computedPath({ tenant }: Scope, name: string): readonly string[] {
  return [`_${tenant}`, COMPUTED, name];
}

/** The view with more paths hidden from whatever stands across schemas. */
function also(labels: LabelView, paths: readonly (readonly string[])[]): LabelView {
  const anywhere = new HiddenFields([...labels.anywhere.below(), ...paths]);
  return {
    ...labels,
    anywhere,
    of: (id) => (isUnion(id) ? new HiddenFields([...labels.of(id).below(), ...paths]) : labels.of(id)),
  };
}
