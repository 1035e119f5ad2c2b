import type { Evidence } from '../../languages/recommendation/features.ts';
import { baseOf, shares } from '../../languages/recommendation/network.ts';
import type { Random } from './random.ts';

/** Numbers that learn, each with its own falling rate (Adagrad). */
export class Learner {
  readonly weights: Float32Array;
  private readonly seen: Float32Array;

  constructor(size: number) {
    this.weights = new Float32Array(size);
    this.seen = new Float32Array(size).fill(1e-4);
  }

  start(spread: number, source: Random): void {
    for (let at = 0; at < this.weights.length; at += 1) this.weights[at] = (source.next() * 2 - 1) * spread;
  }

  /** One step against the gradient of one number. */
  step(at: number, gradient: number, rate: number): void {
    const total = (this.seen[at] as number) + gradient * gradient;
    this.seen[at] = total;
    this.weights[at] = (this.weights[at] as number) - (rate * gradient) / Math.sqrt(total);
  }
}

/** One half of the network while it learns: evidence → inner → shares. */
export class Half {
  readonly #rows: Learner;
  readonly #rowBias: Learner;
  readonly #out: Learner;
  readonly #outBias: Learner;
  readonly #hidden: Float32Array;
  readonly #upward: Float32Array;

  constructor(rows: Learner, rowBias: Learner, out: Learner, outBias: Learner) {
    this.#rows = rows;
    this.#rowBias = rowBias;
    this.#out = out;
    this.#outBias = outBias;
    this.#hidden = new Float32Array(rowBias.weights.length);
    this.#upward = new Float32Array(rowBias.weights.length);
  }

  /** One step towards `wanted`; `base` is a first reading the shares start from. Returns the loss. */
  learn(evidence: Evidence, wanted: number, rate: number, base?: Float32Array): number {
    const width = this.#hidden.length;
    this.#activate(evidence);
    const answer = this.#answer(base);
    this.#teachOutput(answer, wanted, rate);
    for (let cell = 0; cell < width; cell += 1) {
      if ((this.#hidden[cell] as number) <= 0) this.#upward[cell] = 0;
      else this.#rowBias.step(cell, this.#upward[cell] as number, rate);
    }
    this.#teachRows(evidence, rate);
    return -Math.log(Math.max(1e-9, answer[wanted] as number));
  }

  #activate(evidence: Evidence): void {
    const hidden = this.#hidden;
    const width = hidden.length;
    hidden.set(this.#rowBias.weights);
    for (let at = 0; at < evidence.index.length; at += 1) {
      const row = (evidence.index[at] as number) * width;
      const strength = evidence.strength[at] as number;
      for (let cell = 0; cell < width; cell += 1)
        hidden[cell] = (hidden[cell] as number) + strength * (this.#rows.weights[row + cell] as number);
    }
    for (let cell = 0; cell < width; cell += 1) if ((hidden[cell] as number) < 0) hidden[cell] = 0;
  }

  #answer(base: Float32Array | undefined): Float32Array {
    const { weights } = this.#out;
    const hidden = this.#hidden;
    const answer = new Float32Array(this.#outBias.weights.length);
    for (let concept = 0, at = 0; concept < answer.length; concept += 1) {
      let sum = (this.#outBias.weights[concept] as number) + (base === undefined ? 0 : baseOf(base[concept] as number));
      for (let cell = 0; cell < hidden.length; cell += 1, at += 1)
        sum += (weights[at] as number) * (hidden[cell] as number);
      answer[concept] = sum;
    }
    return shares(answer);
  }

  #teachOutput(answer: Float32Array, wanted: number, rate: number): void {
    const { weights } = this.#out;
    const hidden = this.#hidden;
    const upward = this.#upward;
    upward.fill(0);
    for (let concept = 0; concept < answer.length; concept += 1) {
      const gradient = (answer[concept] as number) - (concept === wanted ? 0.98 : 0.02 / (answer.length - 1));
      // Far-off answers teach nothing worth the time.
      if (gradient < 5e-4 && gradient > -5e-4) continue;
      const start = concept * hidden.length;
      for (let cell = 0; cell < hidden.length; cell += 1) {
        upward[cell] = (upward[cell] as number) + gradient * (weights[start + cell] as number);
        if ((hidden[cell] as number) > 0) this.#out.step(start + cell, gradient * (hidden[cell] as number), rate);
      }
      this.#outBias.step(concept, gradient, rate);
    }
  }

  #teachRows(evidence: Evidence, rate: number): void {
    const width = this.#hidden.length;
    for (let at = 0; at < evidence.index.length; at += 1) {
      const row = (evidence.index[at] as number) * width;
      const strength = evidence.strength[at] as number;
      for (let cell = 0; cell < width; cell += 1) {
        const gradient = strength * (this.#upward[cell] as number);
        if (gradient !== 0) this.#rows.step(row + cell, gradient, rate);
      }
    }
  }
}
