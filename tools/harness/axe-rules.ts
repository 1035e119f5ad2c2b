/** Success criteria of WCAG 2.2 A and AA, and those of the versions before. */
export const WCAG = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } as const;
/** What else colours can break: names, roles, order and sizes are the same in light and in dark, and are judged in light. */
export const OF_COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const;

/** Nobody reads the rest, and it is most of what a look takes. */
export const ONLY_VIOLATIONS = { resultTypes: ['violations'], selectors: false } as const;
