import { LinkButton, Picker, PickerItem, Switch } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { to, useSearchState } from '../../ui/address.ts';
import { AddressTabs } from '../../ui/address-tabs.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/messages.ts';
import { notifyFailed } from '../../ui/notify.ts';
import { Page } from '../../ui/page.tsx';
import { usePartTitles } from '../../ui/part-titles.ts';
import { useMay } from '../../ui/person.ts';
import { ProfileBadge } from '../../ui/profile-badge.tsx';
import { RowsTable, type TableColumn } from '../../ui/rows-table.tsx';
import { BEHAVIORS, type Behavior, type Schema, useSchemas } from '../../ui/schemas.ts';
import { SearchedList } from '../../ui/searched-list.tsx';
import { time } from '../../ui/texts.ts';
import { behaviorText } from '../behaviors.ts';
import { useClasses, useDataTypes, useFieldGroups } from '../library.ts';
import { CreateClass, CreateDataType, CreateFieldGroup } from '../parts/create-part.tsx';
import { PARTS } from '../parts/part-kinds.ts';
import { PartsList } from '../parts/parts-list.tsx';
import { SchemaMenu } from '../schema-menu.tsx';
import { menu } from '../schema-menu-texts.ts';
import { ImportSchema } from './import-schema.tsx';
import { Relationships } from './relationships.tsx';
import { own } from './texts.ts';

const CREATE = '/schemas/create';
const ANY = 'any';

/** As high as the search they stand beside. */
const filters = style({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 16, minHeight: 32 });

/** A schema with the title of its class and what kind of schema it is. */
interface Row extends Schema {
  readonly classTitle: string;
  readonly type: string;
}

function rowOf(schema: Schema, titles: ReadonlyMap<string, string> | undefined): Row {
  const type = own(schema.adhoc ? 'adhoc' : schema.relational ? 'relational' : 'standard');
  return { ...schema, classTitle: titles?.get(schema.class) ?? '', type };
}

/** The organisation's own schemas in this sandbox, and what schemas are made of. */
export function BrowseSchemas() {
  const mayCreate = useMay('manage-schemas');
  return (
    <Page
      title={t('schemas')}
      actions={
        mayCreate && (
          <>
            <ImportSchema />
            <LinkButton variant="accent" href={CREATE}>
              {own('create')}
            </LinkButton>
          </>
        )
      }
    >
      <AddressTabs
        label={t('schemas')}
        tabs={[
          { id: 'browse', label: own('browse'), content: () => <OwnSchemas mayCreate={mayCreate} /> },
          { id: 'classes', label: PARTS.class.many, content: () => <Classes mayCreate={mayCreate} /> },
          { id: 'field-groups', label: PARTS.fieldGroup.many, content: () => <FieldGroups mayCreate={mayCreate} /> },
          { id: 'data-types', label: PARTS.dataType.many, content: () => <DataTypes mayCreate={mayCreate} /> },
          { id: 'relationships', label: own('relationships'), content: () => <Relationships /> },
        ]}
      />
    </Page>
  );
}

interface MayCreate {
  readonly mayCreate: boolean;
}

function Classes({ mayCreate }: MayCreate) {
  return <PartsList kind="class" query={useClasses()} create={mayCreate && <CreateClass />} />;
}

function FieldGroups({ mayCreate }: MayCreate) {
  return <PartsList kind="fieldGroup" query={useFieldGroups()} create={mayCreate && <CreateFieldGroup />} />;
}

function DataTypes({ mayCreate }: MayCreate) {
  return <PartsList kind="dataType" query={useDataTypes()} create={mayCreate && <CreateDataType />} />;
}

function OwnSchemas({ mayCreate }: MayCreate) {
  const schemas = useSchemas();
  const titles = usePartTitles().data;
  const [profileOnly, setProfileOnly] = useSearchState('profile');
  const [withAdhoc, setWithAdhoc] = useSearchState('adhoc');
  const [behavior, setBehavior] = useSearchState('behavior', ANY);
  const [order, setOrder] = useSearchState('sort', 'name');
  const rows = schemas.data
    ?.filter(({ profile, adhoc }) => (profileOnly === '' || profile) && (withAdhoc !== '' || !adhoc))
    .filter((schema) => behavior === ANY || schema.behavior === behavior)
    .map((schema) => rowOf(schema, titles));
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 16 })}>
      <SearchedList
        label={own('search')}
        query={{ data: rows, error: schemas.error }}
        textsOf={({ title, classTitle, description }) => [title, classTitle, description]}
        none={schemas.data?.length === 0 ? <NoSchemas mayCreate={mayCreate} /> : undefined}
        beside={
          <div className={filters}>
            <Switch isSelected={profileOnly !== ''} onChange={(is) => setProfileOnly(is ? 'only' : '')}>
              {own('profileOnly')}
            </Switch>
            <Switch isSelected={withAdhoc !== ''} onChange={(is) => setWithAdhoc(is ? 'shown' : '')}>
              {own('withAdhoc')}
            </Switch>
            <Picker
              aria-label={own('behavior')}
              selectedKey={behavior}
              onSelectionChange={(key) => setBehavior(String(key))}
            >
              {[ANY, ...BEHAVIORS].map((one) => (
                <PickerItem key={one} id={one}>
                  {one === ANY ? own('anyBehavior') : behaviorText(one as Behavior)}
                </PickerItem>
              ))}
            </Picker>
          </div>
        }
      >
        {(found) => (
          <RowsTable
            label={t('schemas')}
            rows={found}
            empty={t('nothingFoundHint')}
            id={({ id }) => id}
            pageOf={({ altId }) => to`/schemas/${altId}`}
            columns={COLUMNS}
            order={order}
            onOrder={setOrder}
          />
        )}
      </SearchedList>
    </div>
  );
}

function NoSchemas({ mayCreate }: MayCreate) {
  return mayCreate ? (
    <EmptyState title={own('none')} hint={own('noneHint')} action={{ label: own('create'), href: CREATE }} />
  ) : (
    <EmptyState title={own('none')} hint={own('noneHintReader')} />
  );
}

const COLUMNS: readonly TableColumn<Row>[] = [
  {
    key: 'name',
    title: t('name'),
    cell: ({ title }) => title,
    sortBy: ({ title }) => title,
    share: 1.2,
    narrowest: 160,
  },
  { key: 'type', title: own('type'), cell: ({ type }) => type, sortBy: ({ type }) => type, share: 0.6, narrowest: 96 },
  {
    key: 'class',
    title: t('class'),
    cell: ({ classTitle }) => classTitle,
    sortBy: ({ classTitle }) => classTitle,
    share: 1.2,
    narrowest: 200,
  },
  {
    key: 'behavior',
    title: own('behavior'),
    cell: ({ behavior }) => behaviorText(behavior),
    sortBy: ({ behavior }) => behaviorText(behavior),
    share: 0.8,
    narrowest: 152,
  },
  {
    key: 'profile',
    title: own('profile'),
    cell: ({ profile }) => (profile ? <ProfileBadge /> : ''),
    sortBy: ({ profile }) => (profile ? 0 : 1),
    share: 0.6,
    narrowest: 104,
  },
  {
    key: 'updated',
    title: own('changed'),
    cell: ({ updated }) => time(updated),
    sortBy: ({ updated }) => updated,
    share: 1.2,
    narrowest: 224,
  },
  {
    key: 'menu',
    title: menu('more'),
    cell: (schema) => <SchemaMenu schema={schema} onRefused={notifyFailed} isInList />,
    share: 0.4,
    narrowest: 72,
  },
];
