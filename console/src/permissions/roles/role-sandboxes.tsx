import { Checkbox, CheckboxGroup, Switch } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { type Role, useMayManage } from '../access.ts';
import { useSandboxNames, useSandboxTitle } from '../sandbox-names.ts';
import { useSandboxesOf } from './sandboxes-of.ts';
import { SaveList } from './save-list.tsx';
import { t } from './texts.ts';

const EVERY = '*';

/** Where a role holds: in every sandbox, or in some. */
export function RoleSandboxes({ role }: { role: Role }) {
  const mayManage = useMayManage();
  const sandboxesOf = useSandboxesOf();
  const titleOf = useSandboxTitle();
  const known = useSandboxNames();
  const names = [...new Set([...known, ...role.sandboxes])].filter((name) => name !== EVERY);
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
              {titleOf(name)}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
    </SaveList>
  );
}
