import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Metrics in Prometheus form. Names start with `meniscus_`; labels never hold personal data, tokens or free text. */
export interface Meter {
  /** `count`: adds what was counted elsewhere, whenever the metrics are asked for. */
  counter(
    name: string,
    help: string,
    labels?: readonly string[],
    count?: (counter: Counter<string>) => void,
  ): Counter<string>;
  /** `read`: asked for the value whenever the metrics are. */
  gauge(name: string, help: string, labels?: readonly string[], read?: () => number): Gauge<string>;
  /** Seconds. */
  histogram(name: string, help: string, labels?: readonly string[], buckets?: readonly number[]): Histogram<string>;
  /** Adds memory, CPU and event loop of this process. Once, by the process that owns the meter. */
  observeProcess(): void;
  /** Text exposition of all of it. */
  text(): Promise<string>;
  readonly contentType: string;
}

const DEFAULT_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A meter with its own registry, so that two platforms in one test process do not share counts. */
export function createMeter(): Meter {
  const registry = new Registry();
  return {
    counter: (name, help, labels = [], count = undefined) =>
      new Counter({
        name,
        help,
        labelNames: [...labels],
        registers: [registry],
        ...(count === undefined
          ? {}
          : {
              collect() {
                count(this);
              },
            }),
      }),
    gauge: (name, help, labels = [], read = undefined) =>
      new Gauge({
        name,
        help,
        labelNames: [...labels],
        registers: [registry],
        ...(read === undefined
          ? {}
          : {
              collect() {
                this.set(read());
              },
            }),
      }),
    histogram: (name, help, labels = [], buckets = DEFAULT_BUCKETS) =>
      new Histogram({ name, help, labelNames: [...labels], buckets: [...buckets], registers: [registry] }),
    observeProcess: () => collectDefaultMetrics({ register: registry }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
