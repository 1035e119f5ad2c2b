import {
  Checkbox,
  CheckboxGroup,
  NumberField,
  Radio,
  RadioGroup,
  Switch,
  TextArea,
  TextField,
} from '@react-spectrum/s2';
import { alertRuleName } from '../../ui/alert-names.ts';
import { useAlertRules } from '../../ui/alert-rules.ts';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { useDatasets } from '../../ui/datasets.ts';
import { t as shared } from '../../ui/messages.ts';
import { Loaded } from '../../ui/page.tsx';
import { useMay } from '../../ui/person.ts';
import { useSchemas } from '../../ui/schemas.ts';
import type { Draft, DraftDataset, StepProps } from './draft.ts';
import { form, wide } from './styles.ts';
import { t } from './texts.ts';

/** What must still be entered before the next step. */
export function detailMissing({ dataset, name }: Draft): string | undefined {
  if (dataset.kind === 'existing' ? dataset.id === '' : dataset.schemaId === '' || dataset.name.trim() === '')
    return t('datasetMissing');
  return name.trim() === '' ? t('nameMissing') : undefined;
}

/** Where the dataflow ends, what it is called, what it does with records that fail, and who is told. */
export function DetailStep({ draft, change }: StepProps) {
  const mayMake = useMay('manage-datasets');
  const mayAlert = useMay('manage-alerts');
  const { dataset } = draft;
  const put = (part: Partial<DraftDataset>) => change({ dataset: { ...dataset, ...part } });
  return (
    <div className={form}>
      {mayMake && (
        <RadioGroup
          label={t('targetDataset')}
          value={dataset.kind}
          onChange={(kind) => put({ kind: kind === 'new' ? 'new' : 'existing', id: '', schemaId: '', enabled: false })}
        >
          <Radio value="existing">{t('existingDataset')}</Radio>
          <Radio value="new">{t('newDataset')}</Radio>
        </RadioGroup>
      )}
      {dataset.kind === 'existing' ? (
        <ExistingDataset dataset={dataset} put={put} />
      ) : (
        <NewDataset dataset={dataset} put={put} />
      )}
      <TextField
        label={t('flowName')}
        isRequired
        value={draft.name}
        onChange={(name) => change({ name })}
        styles={wide}
      />
      <TextArea
        label={shared('description')}
        value={draft.description}
        onChange={(description) => change({ description })}
        styles={wide}
      />
      <Failing draft={draft} change={change} />
      {mayAlert && <Alerts chosen={draft.alerts} onChoose={(alerts) => change({ alerts })} />}
    </div>
  );
}

/** Some records may fail only where is kept why they did (page "Partial batch ingestion"). */
function Failing({ draft: { errorDiagnostics, partialIngestion, threshold }, change }: StepProps) {
  return (
    <>
      <Switch
        isSelected={errorDiagnostics}
        onChange={(on) => change({ errorDiagnostics: on, partialIngestion: on && partialIngestion })}
      >
        {t('errorDiagnostics')}
      </Switch>
      <Switch
        isSelected={partialIngestion}
        onChange={(on) => change({ partialIngestion: on, errorDiagnostics: on || errorDiagnostics })}
      >
        {t('partialIngestion')}
      </Switch>
      {partialIngestion && (
        <NumberField
          label={t('threshold')}
          minValue={1}
          maxValue={100}
          value={threshold}
          onChange={(value) => change({ threshold: value })}
        />
      )}
    </>
  );
}

interface DatasetProps {
  readonly dataset: DraftDataset;
  readonly put: (part: Partial<DraftDataset>) => void;
}

function ExistingDataset({ dataset, put }: DatasetProps) {
  const datasets = useDatasets();
  const schemas = useSchemas().data;
  return (
    <Loaded query={datasets}>
      {(found) => (
        <>
          <ChoiceField
            label={shared('dataset')}
            choices={found.map(({ id, name, schema }) => ({
              id,
              name,
              description: schemas?.find((one) => one.id === schema)?.title,
            }))}
            value={dataset.id}
            onChange={(chosen) => {
              const { id, name, schema: schemaId, profile } = found.find((one) => one.id === chosen)!;
              put({ id, name, schemaId, profile, enabled: profile });
            }}
          />
          <ProfileSwitch dataset={dataset} put={put} />
        </>
      )}
    </Loaded>
  );
}

function NewDataset({ dataset, put }: DatasetProps) {
  const schemas = useSchemas();
  return (
    <Loaded query={schemas}>
      {(found) => (
        <>
          <TextField
            label={t('datasetName')}
            isRequired
            value={dataset.name}
            onChange={(name) => put({ name })}
            styles={wide}
          />
          <TextField
            label={t('datasetDescription')}
            value={dataset.description}
            onChange={(description) => put({ description })}
            styles={wide}
          />
          <ChoiceField
            label={t('schema')}
            choices={found
              .filter(({ adhoc }) => !adhoc)
              .map(({ id, title, description }) => ({ id, name: title, description }))}
            value={dataset.schemaId}
            onChange={(schemaId) => put({ schemaId, profile: found.find(({ id }) => id === schemaId)!.profile })}
          />
          <ProfileSwitch dataset={dataset} put={put} />
        </>
      )}
    </Loaded>
  );
}

/** What a dataset sends to profiles already, it goes on sending: that is ended on its own page. */
function ProfileSwitch({ dataset, put }: DatasetProps) {
  const schemas = useSchemas();
  const mayManage = useMay('manage-datasets');
  const takesPart = schemas.data?.find(({ id }) => id === dataset.schemaId)?.profile ?? false;
  return (
    <>
      <Switch
        isSelected={dataset.profile && dataset.schemaId !== ''}
        isDisabled={dataset.enabled || !takesPart || !mayManage}
        onChange={(profile) => put({ profile })}
      >
        {t('profileDataset')}
      </Switch>
      {dataset.schemaId !== '' && schemas.data !== undefined && !takesPart && <span>{t('schemaFirst')}</span>}
    </>
  );
}

function Alerts({ chosen, onChoose }: { chosen: readonly string[]; onChoose: (ids: readonly string[]) => void }) {
  const rules = useAlertRules();
  return (
    <Loaded query={rules}>
      {(all) => (
        <CheckboxGroup label={shared('alerts')} value={[...chosen]} onChange={onChoose}>
          {all.map(({ id, title }) => (
            <Checkbox key={id} value={id}>
              {alertRuleName({ id, title })}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
    </Loaded>
  );
}
