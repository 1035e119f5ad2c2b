import { Button, ButtonGroup } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import type { Role } from '../access.ts';
import { t as access } from '../texts.ts';
import { t } from './texts.ts';

const bar = style({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 16,
  position: 'sticky',
  bottom: { default: -16, sm: -24 },
  paddingY: 12,
  backgroundColor: 'base',
});

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted());
}

/** A choice that makes up one list of a role, and is saved as a whole. */
export function SaveList({
  role,
  path,
  saved,
  chosen,
  reset,
  said,
  children,
}: {
  role: Role;
  /** Which list of the role. */
  path: '/permissionSets' | '/sandboxes';
  saved: readonly string[];
  chosen: readonly string[];
  reset: () => void;
  /** The choice in words. */
  said: string;
  children: ReactNode;
}) {
  const client = useClient();
  const save = useChange(
    () =>
      client.call('updateRole', {
        path: { roleId: role.id },
        body: { operations: [{ op: 'replace', path, value: chosen }] },
      }),
    () => t('changed', role.name),
  );
  const isChanged = !isSame(saved, chosen);
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      {children}
      <div className={bar}>
        <ButtonGroup>
          <Button variant="accent" isDisabled={!isChanged} isPending={save.isPending} onPress={() => save.run()}>
            {access('save')}
          </Button>
          <Button variant="secondary" fillStyle="outline" isDisabled={!isChanged} onPress={reset}>
            {t('reset')}
          </Button>
        </ButtonGroup>
        <span role="status" className={style({ font: 'ui' })}>
          {isChanged ? `${said} – ${t('unsaved')}` : said}
        </span>
      </div>
    </div>
  );
}
