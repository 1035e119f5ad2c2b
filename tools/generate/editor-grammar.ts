import { readFileSync } from 'node:fs';
import { buildParserFile } from '@lezer/generator';

const GRAMMAR = 'console/src/ui/expression/dataprep.grammar';

/** Where the parser of the editor is written. */
export const EDITOR_PARSER_FILE = 'console/src/ui/expression/dataprep-parser.generated.ts';

/** The parser of the editor as code: tables made of the grammar. A conflict in it stops here. */
export function generateEditorParser(): string {
  const { parser } = buildParserFile(readFileSync(GRAMMAR, 'utf8'), {
    fileName: GRAMMAR,
    typeScript: true,
    warn: (message) => {
      throw new Error(`${GRAMMAR}: ${message}`);
    },
  });
  return `// From dataprep.grammar. ${parser.replace(/^\/\/ /, '')}`;
}
