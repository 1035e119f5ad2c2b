import { ActionButton } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { type ComponentRef, useEffect, useRef } from 'react';
import { DragPreview, type DragPreviewRenderer, useDrag } from 'react-aria/useDrag';
import { DRAG_TYPE, draggedBlock, useDragging } from './dragging.tsx';
import { type Place, samePlace } from './rule/edit.ts';
import { t } from './texts.ts';

const grip = style({ display: 'inline-block', cursor: 'grab' });
const preview = style({
  font: 'ui',
  fontWeight: 'bold',
  paddingX: 12,
  paddingY: 8,
  borderRadius: 'default',
  backgroundColor: 'elevated',
  boxShadow: 'elevated',
  color: 'neutral',
});
const DOTS = [3, 7, 11].flatMap((y) => [
  { x: 5, y },
  { x: 9, y },
]);

/** Takes a block to another place: with the pointer, or with Enter, Tab to the place, and Enter again. */
export function DragHandle({ name, place }: { name: string; place: Place }) {
  const { start, end, dropped, hasFocus } = useDragging();
  const handle = useRef<ComponentRef<typeof ActionButton>>(null);
  const shown = useRef<DragPreviewRenderer>(null);
  const { dragProps, dragButtonProps } = useDrag({
    hasDragButton: true,
    preview: shown,
    getItems: () => [{ [DRAG_TYPE]: name }],
    getAllowedDropOperations: () => ['move'],
    onDragStart: () => start(draggedBlock(name, place)),
    onDragEnd: end,
  });
  const isDropped = dropped !== undefined && samePlace(dropped, place);
  useEffect(() => {
    if (!isDropped) return;
    handle.current?.focus();
    hasFocus();
  }, [isDropped, hasFocus]);
  return (
    <>
      <span className={grip} {...dragProps}>
        {/* A button swallows the pointer; what is around it is dragged. */}
        <ActionButton
          ref={handle}
          isQuiet
          size="S"
          aria-label={t('drag', name)}
          UNSAFE_style={{ pointerEvents: 'none' }}
          {...dragButtonProps}
        >
          <svg aria-hidden="true" width="14" height="14" className={style({ fill: 'gray-700' })}>
            {DOTS.map(({ x, y }) => (
              <circle key={`${x} ${y}`} cx={x} cy={y} r={1.3} />
            ))}
          </svg>
        </ActionButton>
      </span>
      <DragPreview ref={shown}>{() => <div className={preview}>{name}</div>}</DragPreview>
    </>
  );
}
