import type { Kind } from '../kind.ts';

/** A decision others will question, with what was rejected. */
export const kind: Kind = {
  kind: 'decision',
  summary: 'a page in docs/decisions, with the next number',
  form: '<title>',
  parts: 1,
  files([title], existing) {
    const numbers = existing.flatMap((path) => /^docs\/decisions\/(\d{4})-/.exec(path)?.[1] ?? []).map(Number);
    const number = String(Math.max(0, ...numbers) + 1).padStart(4, '0');
    const words = title!.replaceAll('-', ' ');
    return {
      [`docs/decisions/${number}-${title}.md`]: `# ${number} ${words.charAt(0).toUpperCase()}${words.slice(1)}

**Context.** What is the case, with the numbers that matter.

**Choice.** What we do.

**Consequences.** What it makes easy, what it makes hard.

**Rejected.** What else was weighed, and why not.
`,
    };
  },
};
