/** Sets that only grow together: which nodes are joined so far. */
export class Disjoint {
  readonly #parents = new Map<string, string>();

  find(node: string): string {
    let root = node;
    for (let parent = this.#parents.get(root); parent !== undefined; parent = this.#parents.get(root)) root = parent;
    for (let at = node; at !== root; ) {
      const next = this.#parents.get(at)!;
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  /** Joins the sets of two nodes; the smaller root stays, so that roots are the smallest node of their set. */
  join(a: string, b: string): string {
    const [one, other] = [this.find(a), this.find(b)];
    if (one === other) return one;
    const [root, child] = one < other ? [one, other] : [other, one];
    this.#parents.set(child, root);
    return root;
  }
}
