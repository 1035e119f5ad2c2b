import { Checkbox, CheckboxGroup, Switch } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { useMay, useMe } from '../../ui/person.ts';
import { type Role, useMayManage } from '../access.ts';
import { sandboxesOf } from './sandboxes-of.ts';
import { SaveList } from './save-list.tsx';
import { t } from './texts.ts';

const EVERY = '*';

/** Sandboxes a role can hold in: all of them for whoever may see those, else the person's own; and the role's. */
function useSandboxNames(role: Role): readonly string[] {
  const client = useClient();
  const me = useMe();
  const all = useQuery({
    queryKey: ['sandboxes'],
    enabled: useMay('view-sandboxes', 'manage-sandboxes'),
    queryFn: async () => (await client.call('listSandboxes', { query: { limit: 1000 } })).sandboxes,
  });
  const known = (all.data ?? me?.sandboxes ?? []).filter(({ state }) => state !== 'deleted').map(({ name }) => name);
  return [...new Set([...known, ...role.sandboxes])].filter((name) => name !== EVERY).toSorted();
}

/** Where a role holds: in every sandbox, or in some. */
export function RoleSandboxes({ role }: { role: Role }) {
  const mayManage = useMayManage();
  const names = useSandboxNames(role);
  const [chosen, setChosen] = useState(role.sandboxes);
  if (!mayManage) return <p className={style({ font: 'body', margin: 0 })}>{sandboxesOf(role)}</p>;
  const isEvery = chosen.includes(EVERY);
  return (
    <SaveList
      role={role}
      path="/sandboxes"
      saved={role.sandboxes}
      chosen={chosen}
      reset={() => setChosen(role.sandboxes)}
      said={sandboxesOf({ ...role, sandboxes: chosen })}
    >
      <Switch isSelected={isEvery} onChange={(every) => setChosen(every ? [EVERY] : [])}>
        {t('inAll')}
      </Switch>
      {!isEvery && (
        <CheckboxGroup label={t('someSandboxes')} value={[...chosen]} onChange={setChosen}>
          {names.map((name) => (
            <Checkbox key={name} value={name}>
              {name}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
    </SaveList>
  );
}
