import { sayingOf } from '@meniscus/languages/syntax';

/** Why a mapping file cannot be read, English by code. */
export const FILE_PHRASES = {
  'file-characters': 'the file has {count} characters; at most {most} are read',
  'file-rows': 'the file has {count} rows; at most {most} are read',
  'file-line': 'line {line}: {what}',
  'file-row': 'row {row}: {what}',
  'file-be-object': 'must be an object',
  'file-header': 'the first line must name the columns, such as {columns}',
  'file-cells': '{cells} cells under {headings} headings; put cells with commas in double quotes',
  'file-after-quote': 'after a closing quote there must be a comma or the end of the line',
  'file-open-quote': 'a cell begins with a quote that is never closed',
  'file-no-json': 'this is no JSON: {why}',
  'file-no-rows': 'the file must hold an array of rows, or an object with `mappings`',
} as const;

/** Says why a file cannot be read. */
export const say = sayingOf(FILE_PHRASES);
