/** A kind of component that can be scaffolded: one file in `kinds/`. */
export interface Kind {
  /** Word after `npm run new`. */
  readonly kind: string;
  readonly summary: string;
  /** What the name looks like, e.g. `<category>/<name>`. */
  readonly form: string;
  /** Number of parts of the name, separated by slashes. */
  readonly parts: number;
  /** Files to write: path from the root of the checkout to content. */
  files(name: readonly string[], existing: readonly string[]): Readonly<Record<string, string>>;
  /** A script that brings generated files up to date afterwards. */
  readonly generate?: string;
}

/** kebab-case to camelCase. */
export function camel(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** kebab-case to PascalCase. */
export function pascal(name: string): string {
  const text = camel(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
