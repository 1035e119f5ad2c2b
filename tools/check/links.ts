import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Relative links of Markdown files that lead nowhere, one sentence each. */
export function brokenLinks(files: readonly string[]): readonly string[] {
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8').replace(/```[\s\S]*?```/g, '');
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!);
    return links
      .filter((link) => !/^[a-z]+:|^#/.test(link))
      .filter((link) => !existsSync(join(dirname(file), decodeURIComponent(link.split('#')[0]!))))
      .map((link) => `${file}: the link ${link} leads nowhere`);
  });
}
