/** Something that will happen to a member by itself. */
export interface Appointment {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly member: number;
  readonly kind: 'expiry' | 'expiry-reminder' | 'tier-review' | 'tier-reminder' | 'tier-upgrade';
}

/** Appointments by time (a binary heap); those at the same time come out in the order they were made. */
export class Agenda {
  readonly #heap: { readonly order: number; readonly appointment: Appointment }[] = [];
  #made = 0;

  add(appointment: Appointment): void {
    const heap = this.#heap;
    heap.push({ order: this.#made, appointment });
    this.#made += 1;
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#before(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** The next appointment at or before a time, taken off the agenda. */
  take(until: number): Appointment | undefined {
    const heap = this.#heap;
    const first = heap[0]?.appointment;
    if (first === undefined || first.at > until) return undefined;
    const last = heap.pop()!;
    if (heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    return first;
  }

  #sink(): void {
    const { length } = this.#heap;
    let parent = 0;
    while (true) {
      const left = 2 * parent + 1;
      if (left >= length) return;
      const right = left + 1;
      const child = right < length && this.#before(right, left) ? right : left;
      if (!this.#before(child, parent)) return;
      this.#swap(child, parent);
      parent = child;
    }
  }

  #before(a: number, b: number): boolean {
    const one = this.#heap[a]!;
    const other = this.#heap[b]!;
    return (
      one.appointment.at < other.appointment.at ||
      (one.appointment.at === other.appointment.at && one.order < other.order)
    );
  }

  #swap(a: number, b: number): void {
    const kept = this.#heap[a]!;
    this.#heap[a] = this.#heap[b]!;
    this.#heap[b] = kept;
  }
}
