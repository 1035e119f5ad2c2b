import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { type ReactNode, useRef } from 'react';
import { useDrop } from 'react-aria/useDrop';
import { type Dragged, useDragging } from './dragging.tsx';

const gap = style({ position: 'relative', display: 'flex', alignItems: 'center', minHeight: 8 });
/** Lies over the gap and a little of what is around it: a pointer need not hit a gap exactly. */
const target = style({
  position: 'absolute',
  insetX: 0,
  insetY: { default: -8, isBox: 0 },
  zIndex: 1,
  display: 'flex',
  alignItems: 'center',
  borderRadius: 'default',
  outlineStyle: { default: 'none', isBox: 'dashed' },
  outlineWidth: 2,
  outlineColor: {
    default: { default: 'gray-400', forcedColors: 'GrayText' },
    isTarget: { default: 'accent-900', forcedColors: 'Highlight' },
  },
  pointerEvents: { default: 'none', isOpen: 'auto' },
  // Beside the word that stands between two blocks.
  paddingStart: { default: 0, isBeside: 48 },
});
const line = style({
  flexGrow: 1,
  height: { default: 2, isTarget: 4 },
  borderRadius: 'full',
  backgroundColor: {
    default: { default: 'gray-300', forcedColors: 'GrayText' },
    isTarget: { default: 'accent-900', forcedColors: 'Highlight' },
  },
});

/** A place between blocks: what stands in it, and while something that fits is dragged, where it can be dropped. */
export function DropGap({
  label,
  takes,
  onDrop,
  isWhole = false,
  children,
}: {
  /** What dropping here does, for those who cannot see it. */
  label: string;
  takes: (dragged: Dragged) => boolean;
  onDrop: (dragged: Dragged) => void;
  /** It is all there is in a group or a card, not a place between blocks. */
  isWhole?: boolean;
  children?: ReactNode;
}) {
  const { dragged, end } = useDragging();
  const ref = useRef<HTMLDivElement>(null);
  const isOpen = dragged !== undefined && takes(dragged);
  const { dropProps, isDropTarget } = useDrop({
    ref,
    isDisabled: !isOpen,
    onDrop: () => {
      if (dragged !== undefined) onDrop(dragged);
      end();
    },
  });
  return (
    <div className={gap}>
      {children}
      <div
        ref={ref}
        className={target({
          isOpen,
          isTarget: isDropTarget,
          isBox: isOpen && isWhole,
          isBeside: Boolean(children),
        })}
        {...(isOpen ? { role: 'button', tabIndex: -1, 'aria-label': label } : {})}
        {...dropProps}
      >
        {isOpen && !isWhole && <span className={line({ isTarget: isDropTarget })} />}
      </div>
    </div>
  );
}
