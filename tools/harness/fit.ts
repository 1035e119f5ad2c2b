// What runs in the page, as in `in-page.ts`: each function here knows the others by their names, and nothing else of this file.

/** What a success criterion lets scroll in both directions, in a box of its own: tables of data, pictures, text that is written. */
function isExcepted(element: Element): boolean {
  return element.closest('[role=grid], [role=treegrid], table, pre, .cm-editor, svg') !== null;
}

/** An element in the words of whoever has to find it. */
function called(element: Element): string {
  const words = (element.ariaLabel ?? element.textContent ?? '').replace(/\s+/g, ' ').trim();
  return `<${element.tagName.toLowerCase()}> ${words.slice(0, 60)}`;
}

/** A text as it is set: its lines, and the box around them. */
interface Run {
  readonly element: HTMLElement;
  readonly lines: readonly DOMRect[];
  readonly box: DOMRect;
}

/** Whether it is only heard: screen readers say it, nobody sees it. */
function isOnlyHeard(element: Element): boolean {
  for (let one: Element | null = element; one !== null; one = one.parentElement)
    if (getComputedStyle(one).position === 'absolute' && one.clientWidth <= 1) return true;
  return false;
}

/** Every text of the page that is seen. */
function runsIn(root: Element): readonly Run[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const runs: Run[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement!;
    if (!node.nodeValue?.trim() || isExcepted(element)) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || isOnlyHeard(element)) continue;
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].filter(({ width }) => width > 1);
    if (lines.length > 0) runs.push({ element, lines, box: range.getBoundingClientRect() });
  }
  return runs;
}

/** How much of a text an element around it hides: nothing, or it is cut off, or shortened, with dots where it goes on. */
function hides(around: Element, box: DOMRect): 'cut off' | 'shortened' | undefined {
  const { overflowX, overflowY, textOverflow } = getComputedStyle(around);
  const { left, right, top, bottom } = around.getBoundingClientRect();
  const isPast = (overflow: string, past: boolean) => past && (overflow === 'hidden' || overflow === 'clip');
  if (isPast(overflowX, box.right > right + 2 || box.left < left - 2))
    return textOverflow === 'ellipsis' ? 'shortened' : 'cut off';
  // What is above and below the letters of a line is not read.
  return isPast(overflowY, box.bottom > bottom + 4 || box.top < top - 4) ? 'cut off' : undefined;
}

/** What is not read of a text: what an element hides it lies in, up to one that scrolls, or what is past the window. */
function hiddenOf({ element, box }: Run): 'cut off' | 'shortened' | 'outside' | undefined {
  for (
    let around: Element | null = element;
    around !== null && around !== document.body;
    around = around.parentElement
  ) {
    const hidden = hides(around, box);
    if (hidden !== undefined) return hidden;
    if (/auto|scroll/.test(getComputedStyle(around).overflowX)) break;
  }
  return box.right > innerWidth + 1 || box.left < -1 ? 'outside' : undefined;
}

/** Texts of which a part is not read; one that is shortened may stand whole elsewhere, as in the list a choice is made from. */
function unread(runs: readonly Run[]): readonly string[] {
  const judged = runs.map((run) => ({ element: run.element, hidden: hiddenOf(run) }));
  const whole = new Set(judged.filter(({ hidden }) => hidden === undefined).map(({ element }) => element.textContent));
  return judged
    .filter(({ hidden }) => hidden !== undefined)
    .filter(({ element, hidden }) => hidden !== 'shortened' || !whole.has(element.textContent))
    .filter(({ element, hidden }) => hidden !== 'shortened' || element.closest('[aria-haspopup=listbox]') === null)
    .map(({ element, hidden }) => `${hidden}: ${called(element)}`);
}

/** The part of a line that is not scrolled out of sight. */
function inSight(element: Element, line: DOMRect): DOMRect {
  let [left, top, right, bottom] = [line.left, line.top, line.right, line.bottom];
  for (let one: Element | null = element; one !== null; one = one.parentElement) {
    if (getComputedStyle(one).overflowY === 'visible') continue;
    const box = one.getBoundingClientRect();
    [left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
    [right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
  }
  return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
}

/** What an element stays in when the page scrolls below it; what lies there is scrolled to. */
function layerOf(element: Element): Element | null {
  for (let one: Element | null = element; one !== null; one = one.parentElement)
    if (/fixed|sticky/.test(getComputedStyle(one).position)) return one;
  return null;
}

/** Texts that lie over one another. */
function overlapping(runs: readonly Run[]): readonly string[] {
  const lines = runs
    .flatMap(({ element, lines: all }) => all.map((line) => ({ element, line: inSight(element, line) })))
    .filter(({ line }) => line.width > 1 && line.height > 1)
    .sort((one, other) => one.line.top - other.line.top);
  const found = new Set<string>();
  for (const [index, { element, line }] of lines.entries())
    for (let next = index + 1; next < lines.length && lines[next]!.line.top < line.bottom; next += 1) {
      const { element: other, line: below } = lines[next]!;
      const across = Math.min(line.right, below.right) - Math.max(line.left, below.left);
      const down = Math.min(line.bottom, below.bottom) - below.top;
      if (other === element || across < 3 || down < 0.4 * Math.min(line.height, below.height)) continue;
      if (layerOf(element) === layerOf(other)) found.add(`lies over: ${called(element)}: ${called(other)}`);
    }
  return [...found];
}

/** What scrolls sideways, and controls past the window's edge. */
function sideways(root: Element): readonly string[] {
  const found = document.documentElement.scrollWidth > innerWidth ? ['the page is wider than the window'] : [];
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    const isScrolled = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;
    if (isScrolled && !isExcepted(element) && /auto|scroll/.test(getComputedStyle(element).overflowX))
      found.push(`scrolls sideways by ${element.scrollWidth - element.clientWidth}: ${called(element)}`);
  }
  return found;
}

function controlsIn(root: Element): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('a[href], button, input, textarea, [tabindex="0"]')].filter(
    (one) => one.tabIndex >= 0 && !one.matches(':disabled') && one.checkVisibility({ visibilityProperty: true }),
  );
}

/** Whether any of it can be pointed at. */
function isSeen(control: HTMLElement): boolean {
  let shown: Element = control;
  // What is only heard is shown by what is around it, as the box of a checkbox.
  while (isOnlyHeard(shown)) shown = shown.parentElement!;
  shown = shown.closest('label') ?? shown;
  const { left, top, width, height } = shown.getBoundingClientRect();
  return [0.02, 0.5, 0.98].some((down) =>
    [0.02, 0.5, 0.98].some((across) => {
      const at = document.elementFromPoint(left + across * width, top + down * height);
      return at !== null && (shown.contains(at) || at.contains(shown));
    }),
  );
}

/** Controls that lie wholly under something else while they have the focus. */
function covered(root: Element): readonly string[] {
  const before = document.activeElement;
  const found: string[] = [];
  for (const control of controlsIn(root)) {
    // Some lists open with the focus, over what comes next; what has it is scrolled to in the same way.
    if (control.role === 'combobox') control.scrollIntoView({ block: 'nearest' });
    else control.focus();
    if (document.activeElement !== control && control.role !== 'combobox') continue;
    if (!isSeen(control)) found.push(`covered while it has the focus: ${called(control.closest('label') ?? control)}`);
  }
  const back = root === document.body ? before : root;
  if (back instanceof HTMLElement) back.focus();
  document.querySelector('main')?.scrollTo(0, 0);
  return found;
}

/** How an element and what is in it looks, but for what it says. */
function looks(element: Element): string {
  const of = (one: Element, pseudo?: string) => {
    const style = getComputedStyle(one, pseudo);
    if (pseudo !== undefined && style.content === 'none') return '';
    return [
      ...[style.color, style.backgroundColor, style.borderColor, style.borderWidth, style.borderStyle, style.fill],
      ...[style.fontWeight, style.outlineStyle, style.outlineColor, style.visibility, style.display, style.opacity],
      style.translate,
    ].join(' ');
  };
  const all = [element, ...element.querySelectorAll('*')];
  return [...new Set(all.flatMap((one) => [of(one), of(one, '::before'), of(one, '::after')]))].sort().join('|');
}

/** What is chosen, pressed or current, and looks like its neighbours that are not. */
function indistinct(root: Element): readonly string[] {
  const states = '[aria-current]:not([aria-current=false]), [aria-pressed=true], [data-selected]';
  const found: string[] = [];
  for (const one of root.querySelectorAll(states)) {
    if (!one.checkVisibility() || one.closest('.way-down') !== null) continue;
    const [role, component] = [one.getAttribute('role'), one.getAttribute('data-rac')];
    const kind = `${one.tagName}${role === null ? '' : `[role=${role}]`}${component === null ? '' : '[data-rac]'}`;
    const around = one.parentElement?.parentElement?.parentElement;
    const others = [...(around?.querySelectorAll(kind) ?? [])].filter(
      (other) => !other.matches(states) && !other.contains(one) && !one.contains(other),
    );
    if (others.some((other) => looks(other) === looks(one)))
      found.push(`looks as if it were not chosen: ${called(one)}`);
  }
  return found;
}

/** Icons in the colour of their ground. */
function unseenIcons(root: Element): readonly string[] {
  const groundOf = (element: Element | null): string => {
    for (let one = element; one !== null; one = one.parentElement) {
      const { backgroundColor } = getComputedStyle(one);
      if (!/^rgba\(.*, 0\)$/.test(backgroundColor)) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  return [...root.querySelectorAll('button svg, a svg')]
    .filter((icon) => icon.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((icon) => {
      const ground = groundOf(icon);
      const paints = [...icon.querySelectorAll('path, rect, circle')].flatMap((shape) => {
        const { fill, stroke } = getComputedStyle(shape);
        return [fill, stroke].filter((paint) => paint !== 'none');
      });
      return paints.length > 0 && paints.every((paint) => paint === ground);
    })
    .map((icon) => `cannot be seen: the icon of ${called(icon.closest('button, a')!)}`);
}

/** Sets texts with spaces as wide as a person may choose (WCAG 2.2, success criterion 1.4.12), until the page is loaded again. */
function spaceWidely(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }',
  );
  document.adoptedStyleSheets.push(sheet);
}

/** What of the page, or of what lies over it, is not reached or not read in a window of this size. */
async function misfits(root: Element): Promise<readonly string[]> {
  const judge = () => {
    const runs = runsIn(root);
    return [...sideways(root), ...unread(runs), ...overlapping(runs), ...covered(root)];
  };
  // What measures itself, to make room, has its new size a moment later.
  let found = judge();
  if (found.length > 0) {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)));
    found = judge();
  }
  return [...found, ...indistinct(root), ...unseenIcons(root)];
}

/** The functions that run in the page; `misfits` and `spaceWidely` are those to call. */
export const FIT = [
  isExcepted,
  called,
  isOnlyHeard,
  runsIn,
  hides,
  hiddenOf,
  unread,
  inSight,
  layerOf,
  overlapping,
  sideways,
  controlsIn,
  isSeen,
  covered,
  looks,
  indistinct,
  unseenIcons,
  spaceWidely,
  misfits,
] as const;
