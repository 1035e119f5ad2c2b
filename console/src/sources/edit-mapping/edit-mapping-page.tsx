import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParameter } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { Loaded } from '../../ui/page.tsx';
import { type Dataflow, useDataflow } from '../flow-service.ts';
import { type MappingRef, mappingOf, readVersion } from '../mapping/mapping-set.ts';
import { keptSample } from '../mapping/samples.ts';
import { t as mapping } from '../mapping/texts.ts';
import { EditMapping } from './edit-mapping.tsx';
import { NoMapping } from './no-mapping.tsx';

/** Another version of the mapping of a dataflow, made with the editor of the set-up. */
export function EditMappingPage() {
  const flow = useDataflow(useParameter('flowId'));
  return <Loaded query={flow}>{(found) => <OfFlow flow={found} />}</Loaded>;
}

/** The dataflow as it was when the page was opened: a change of somebody else is found when this one is saved. */
function OfFlow({ flow: now }: { flow: Dataflow }) {
  const [flow] = useState(now);
  const ref = mappingOf(flow);
  return ref === undefined ? <NoMapping flow={flow} /> : <OfMapping flow={flow} mapping={ref} />;
}

function OfMapping({ flow, mapping: ref }: { flow: Dataflow; mapping: MappingRef }) {
  const client = useClient();
  const start = useQuery({
    queryKey: ['edit-mapping', ref],
    // What is edited does not change below the person's hands, and is read anew the next time.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: async () => {
      const before = await readVersion(client, ref);
      if (before.sampleId === undefined) return { before, last: undefined };
      return { before, last: await keptSample(client, before.sampleId, mapping('lastSample')) };
    },
  });
  return (
    <Loaded query={start}>
      {({ before, last }) => <EditMapping flow={flow} mappingId={ref.id} before={before} last={last} />}
    </Loaded>
  );
}
