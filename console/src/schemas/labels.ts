/** What a label of the organisation's own looks like. */
export const CUSTOM_LABEL = /^custom\/[A-Za-z0-9._-]{1,64}$/;

/** The whole name of a label: `core/` before those known by letter and number, `custom/` before any other. */
export function labelName(label: string): string {
  return label.includes('/') ? label : `${/^[A-Z]{1,3}\d{1,2}$/.test(label) ? 'core' : 'custom'}/${label}`;
}
