import { DialogTrigger } from '@react-spectrum/s2';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useClient } from '../../ui/client-context.ts';
import { SCHEMAS } from '../../ui/schemas.ts';
import { FieldGroupsDialog } from '../field-groups-dialog.tsx';
import { groups } from '../field-groups-texts.ts';
import { useClasses } from '../library.ts';
import type { WholeSchema } from '../schemas.ts';
import { SmallButton } from '../small-button.tsx';

/** Adds field groups to a schema that may be in use already; `onRefused` is told why the platform does not take them. */
export function AddFieldGroups({
  schema: { altId, class: classId, parts },
  onRefused,
}: {
  schema: WholeSchema;
  onRefused: (error: Error) => void;
}) {
  const client = useClient();
  const cache = useQueryClient();
  const classes = useClasses().data;
  const add = useMutation({
    mutationFn: (ids: readonly string[]) =>
      client.call('patchSchema', {
        path: { resourceId: altId },
        body: ids.map(($ref) => ({ op: 'add', path: '/allOf/-', value: { $ref, type: 'object' } })),
      }),
    onSuccess: () => cache.invalidateQueries({ queryKey: [SCHEMAS] }),
    onError: onRefused,
  });
  return (
    <DialogTrigger>
      <SmallButton isPending={add.isPending}>{groups('addFieldGroups')}</SmallButton>
      <FieldGroupsDialog
        ofClass={classes?.find(({ id }) => id === classId)}
        // Those its own groups extend are there, too.
        taken={parts}
        onAdd={(ids) => add.mutate(ids)}
      />
    </DialogTrigger>
  );
}
