import type { Terminal } from '../command.ts';

const BAR = 28;
const REDRAW_MS = 100;

/** A line that grows on the error stream. Draws nothing unless that is a terminal. */
export interface Progress {
  at(done: number): void;
  end(): void;
}

/** Text of the line: bar, share, count, rate, time left. `total` undefined: only count and rate. */
export function progressText(label: string, done: number, total: number | undefined, seconds: number): string {
  const rate = seconds > 0 ? Math.round(done / seconds) : 0;
  if (total === undefined || total === 0) return `${label} ${done} (${rate}/s)`;
  const share = Math.min(1, done / total);
  const full = Math.round(share * BAR);
  const left = rate > 0 ? `, ${Math.ceil((total - done) / rate)} s left` : '';
  return `${label} ${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${String(Math.floor(share * 100)).padStart(3)} %  ${done}/${total}  ${rate}/s${done < total ? left : ''}`;
}

/** Starts a progress line. */
export function progress(terminal: Terminal, label: string, total?: number): Progress {
  const started = performance.now();
  let drawn = 0;
  if (!terminal.interactive) return { at: () => {}, end: () => {} };
  return {
    at(done) {
      const now = performance.now();
      if (now - drawn < REDRAW_MS) return;
      drawn = now;
      terminal.err(`\r\u001b[K${progressText(label, done, total, (now - started) / 1000)}`);
    },
    end: () => terminal.err('\r\u001b[K'),
  };
}
