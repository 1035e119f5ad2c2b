import type { Client } from '@meniscus/client';
import { useQuery } from '@tanstack/react-query';
import { useParameter } from '../../ui/address.ts';
import { useClient } from '../../ui/client-context.ts';
import { fieldDescriptionsInWords, fieldTitlesInWords } from '../../ui/field-titles.ts';
import { t as shared } from '../../ui/messages.ts';
import { Loaded, Page } from '../../ui/page.tsx';
import { isStandardPath } from '../../ui/standard-path.ts';
import { byName } from '../../ui/texts.ts';
import { AudienceBuilder, type BuilderStart } from './builder.tsx';
import type { RuleField } from './rule/insert.ts';
import { t } from './texts.ts';

const ABOVE = [{ label: shared('audiences'), href: '/audiences' }];

/** A new audience. */
export function CreateAudience() {
  return <Start title={t('create')} />;
}

/** The rule and properties of an audience there is. */
export function EditAudience() {
  return <Start title={shared('audiences')} id={useParameter('audienceId')} />;
}

function Start({ title, id }: { title: string; id?: string }) {
  const client = useClient();
  // What is edited stays as it was opened: nothing that comes later may overwrite what the person has done since.
  const start = useQuery({
    queryKey: ['builder', id],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: () => startOf(client, id),
  });
  if (start.data === undefined)
    return (
      <Page title={title} above={ABOVE}>
        <Loaded query={start}>{() => null}</Loaded>
      </Page>
    );
  return <AudienceBuilder start={start.data} />;
}

/** A field with the title and description of a standard one in the language of the console. */
function saidIn(titles: (title: string) => string, descriptions: (description: string) => string) {
  return (field: RuleField): RuleField => {
    if (!isStandardPath(field.path)) return field;
    const { title, description } = field;
    return {
      ...field,
      ...(title === undefined ? {} : { title: titles(title) }),
      ...(description === undefined ? {} : { description: descriptions(description) }),
    };
  };
}

async function startOf(client: Client, id: string | undefined): Promise<BuilderStart> {
  const [fields, titles, descriptions, counted, audience] = await Promise.all([
    client.call('listRuleFields', {}),
    fieldTitlesInWords(),
    fieldDescriptionsInWords(),
    client.call('countAudiences', {}),
    id === undefined ? undefined : client.call('getAudience', { path: { id } }),
  ]);
  if (audience !== undefined && audience.expression === undefined) throw new Error(t('isExternal'));
  const inWords = saidIn(titles, descriptions);
  return {
    fields: { profile: fields.profile.map(inWords), event: fields.event.map(inWords) },
    audiences: counted.audiences.filter((one) => one.id !== id).toSorted((a, b) => byName(a.name, b.name)),
    today: new Date().toISOString().slice(0, 10),
    text: audience === undefined ? '' : await textOf(client, audience.expression!),
    ...(audience === undefined ? {} : { audience }),
  };
}

/** The rule as text; one that came as JSON is converted. */
async function textOf(
  client: Client,
  expression: NonNullable<NonNullable<BuilderStart['audience']>['expression']>,
): Promise<string> {
  if (expression.format === 'pql/text') return expression.value;
  const { expression: converted } = await client.call('convertSegmentDefinition', { body: { name: '', expression } });
  return converted?.value ?? '';
}
