import { Checkbox, CheckboxGroup } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../../ui/client-context.ts';
import { Details } from '../../ui/details.tsx';
import { Loaded } from '../../ui/page.tsx';
import { permissionCategoryName, permissionName } from '../../ui/permission-names.ts';
import { listed } from '../../ui/texts.ts';
import { type Role, useMayManage } from '../access.ts';
import { SaveList } from './save-list.tsx';
import { t } from './texts.ts';

interface PermissionSet {
  readonly id: string;
  readonly name: string;
  readonly category: string;
}

/** The product whose permissions a role holds; there is one. */
const PRODUCT = 'meniscus';

const grid = style({
  display: 'grid',
  gridTemplateColumns: { default: ['1fr'], sm: ['1fr', '1fr'], lg: ['1fr', '1fr', '1fr'] },
  columnGap: 32,
  rowGap: 24,
});

function byCategory(sets: readonly PermissionSet[]): readonly (readonly [string, readonly PermissionSet[]])[] {
  return [...Map.groupBy(sets, ({ category }) => category)];
}

/** The permissions of a role by category; whoever may, changes them. */
export function RolePermissions({ role }: { role: Role }) {
  const client = useClient();
  const mayManage = useMayManage();
  const sets = useQuery({
    queryKey: ['permission-sets'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const answer = await client.call('listPermissionSets', { path: { productId: PRODUCT } });
      return answer['permission-sets'].map(({ id, name, category, ...more }) => ({
        ...more,
        id,
        name: permissionName({ slug: id, name }),
        category: permissionCategoryName(category),
      }));
    },
  });
  const isFixed = !mayManage || role.roleType === 'system-defined';
  return (
    <Loaded query={sets}>
      {(all) => (isFixed ? <Held all={all} role={role} /> : <Choice all={all} role={role} />)}
    </Loaded>
  );
}

function Held({ all, role }: { all: readonly PermissionSet[]; role: Role }) {
  const held = all.filter(({ id }) => role.permissionSets.includes(id));
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <span className={style({ font: 'ui' })}>{t('held', { held: held.length, of: all.length })}</span>
      <Details
        rows={byCategory(held).map(([category, inside]) => [category, listed(inside.map(({ name }) => name))])}
      />
    </div>
  );
}

function Choice({ all, role }: { all: readonly PermissionSet[]; role: Role }) {
  const [chosen, setChosen] = useState(role.permissionSets);
  const choose = (inside: readonly PermissionSet[], ids: readonly string[]) =>
    setChosen([...chosen.filter((id) => !inside.some((one) => one.id === id)), ...ids]);
  return (
    <SaveList
      role={role}
      path="/permissionSets"
      saved={role.permissionSets}
      chosen={chosen}
      reset={() => setChosen(role.permissionSets)}
      said={t('held', { held: chosen.length, of: all.length })}
    >
      <div className={grid}>
        {byCategory(all).map(([category, inside]) => (
          <CheckboxGroup
            key={category}
            label={category}
            value={chosen.filter((id) => inside.some((one) => one.id === id))}
            onChange={(ids) => choose(inside, ids)}
          >
            {inside.map(({ id, name }) => (
              <Checkbox key={id} value={id}>
                {name}
              </Checkbox>
            ))}
          </CheckboxGroup>
        ))}
      </div>
    </SaveList>
  );
}
