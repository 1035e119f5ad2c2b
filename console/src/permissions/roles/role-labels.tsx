import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useChange } from '../../ui/change.ts';
import { useClient } from '../../ui/client-context.ts';
import { CarriedLabels } from '../../ui/labels.tsx';
import { type Role, useMayManage } from '../access.ts';
import { t as access } from '../texts.ts';
import { t } from './texts.ts';

interface Step {
  readonly op: 'add' | 'remove';
  readonly label: string;
}

/** The labels a role carries: what labelled fields and audiences its members see. */
export function RoleLabels({ role }: { role: Role }) {
  const client = useClient();
  const change = useChange(
    ({ op, label }: Step) =>
      client.call('updateRole', {
        path: { roleId: role.id },
        body: { operations: [{ op, path: '/labels', value: [label] }] },
      }),
    ({ op, label }) => access(op === 'add' ? 'added' : 'removed', label),
  );
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <p className={style({ font: 'body', margin: 0 })}>{t('labelsHint')}</p>
      <CarriedLabels
        carried={role.subjectAttributes.labels}
        mayChange={useMayManage()}
        onAdd={(label) => change.attempt({ op: 'add', label })}
        onRemove={(label) => change.attempt({ op: 'remove', label })}
      />
    </div>
  );
}
