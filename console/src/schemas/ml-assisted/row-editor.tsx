import {
  Button,
  ButtonGroup,
  Checkbox,
  ComboBox,
  ComboBoxItem,
  Content,
  Dialog,
  DialogContainer,
  Form,
  Heading,
  Picker,
  PickerItem,
  Text,
  TextField,
} from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { t } from '../../ui/messages.ts';
import { NamespaceField, useNamespaces } from '../../ui/namespace-field.tsx';
import { percent } from '../../ui/texts.ts';
import { typeText } from '../field-texts.ts';
import {
  FIELD_TYPES,
  type Field,
  type FieldType,
  followed,
  identified,
  isOwn,
  placedAt,
  type RecommendedRow,
  retargeted,
  typeOf,
} from './recommended-rows.ts';
import { TargetTree } from './target-tree.tsx';
import { own } from './texts.ts';

interface EditorProps {
  readonly row: RecommendedRow;
  readonly onChange: (row: RecommendedRow) => void;
}

/** Of which the field will be. */
interface Schema {
  readonly tenant: string;
  /** `$id`. */
  readonly classId: string;
}

/** What becomes of one column: every cell of its row, and why it was recommended so. Nothing changes before it is applied. */
export function RowEditor({
  row: before,
  tenant,
  classId,
  onChange,
  onClose,
}: EditorProps & Schema & { onClose: () => void }) {
  // A Dialog renders its children once for each of its parts, so what these share is kept out here.
  const [row, setRow] = useState(before);
  return (
    <DialogContainer onDismiss={onClose}>
      <Dialog size="M">
        <Heading slot="title">{row.column === '' ? own('addField') : row.column}</Heading>
        <Content>
          <RowForm row={row} tenant={tenant} classId={classId} onChange={setRow} />
        </Content>
        <ButtonGroup>
          <Button variant="secondary" fillStyle="outline" onPress={onClose}>
            {t('cancel')}
          </Button>
          <Button
            variant="accent"
            onPress={() => {
              onChange(row);
              onClose();
            }}
          >
            {own('apply')}
          </Button>
        </ButtonGroup>
      </Dialog>
    </DialogContainer>
  );
}

function RowForm({ row, tenant, classId, onChange }: EditorProps & Schema) {
  const { field } = row;
  const change = (part: Partial<Field>) => onChange({ ...row, field: { ...field, ...part } });
  const type = typeOf(field);
  return (
    <Form onSubmit={(event) => event.preventDefault()}>
      <Why row={row} />
      <Checkbox isSelected={row.included} onChange={(included) => onChange({ ...row, included })}>
        {own('include')}
      </Checkbox>
      <Target row={row} onChange={onChange} tenant={tenant} />
      <TargetTree classId={classId} path={field.path} onChoose={(place) => onChange(placedAt(row, place))} />
      <TextField
        label={own('displayName')}
        value={field.displayName}
        onChange={(displayName) => change({ displayName })}
      />
      <Picker
        label={own('type')}
        isDisabled={!isOwn(field.path, tenant)}
        selectedKey={type}
        onSelectionChange={(key) => onChange({ ...row, field: retyped(field, key as FieldType) })}
      >
        {[...(Object.keys(FIELD_TYPES) as FieldType[]), ...(type === 'array' ? (['array'] as const) : [])].map(
          (one) => (
            <PickerItem key={one} id={one}>
              {typeText({ 'meta:xdmType': one })}
            </PickerItem>
          ),
        )}
      </Picker>
      <Values row={row} onChange={onChange} />
      {type === 'string' && <IdentityOf row={row} onChange={onChange} />}
    </Form>
  );
}

/** Values and identities are of texts. */
function retyped({ format: _format, enum: values, ...rest }: Field, type: FieldType): Field {
  const kept = type === 'string' ? rest : identified(rest, undefined, false);
  return { ...kept, ...FIELD_TYPES[type], ...(type === 'string' && values !== undefined ? { enum: values } : {}) };
}

function Target({ row, tenant, onChange }: EditorProps & { tenant: string }) {
  return (
    <ComboBox
      label={own('target')}
      description={own('targetHint', `_${tenant}`)}
      allowsCustomValue
      isRequired
      menuTrigger="focus"
      inputValue={row.field.path}
      onInputChange={(path) => {
        if (path !== row.field.path) onChange(retargeted(row, path));
      }}
      defaultItems={row.recommendations}
    >
      {({ path, fieldGroup, confidence }) => (
        <ComboBoxItem id={path} textValue={path}>
          <Text slot="label">{path}</Text>
          <Text slot="description">{`${fieldGroup}, ${percent(Math.round(confidence * 100))}`}</Text>
        </ComboBoxItem>
      )}
    </ComboBox>
  );
}

/** The values of the file as the only ones an own field takes. */
function Values({ row, onChange }: EditorProps) {
  const recommended = followed(row)?.enum;
  if (recommended === undefined) return null;
  const { enum: chosen, ...rest } = row.field;
  return (
    <Checkbox
      isSelected={chosen !== undefined}
      onChange={(only) => onChange({ ...row, field: only ? { ...rest, enum: recommended } : rest })}
    >
      {own('onlyThese', recommended.join(', '))}
    </Checkbox>
  );
}

function IdentityOf({ row, onChange }: EditorProps) {
  const { identityNamespace: namespace, primaryIdentity: primary = false } = row.field;
  const known = useNamespaces().data;
  const change = (next: string | undefined, first: boolean) =>
    onChange({ ...row, field: identified(row.field, next, first) });
  const unknown =
    namespace !== undefined &&
    namespace !== '' &&
    known !== undefined &&
    !known.some(({ code }) => code.toLowerCase() === namespace.toLowerCase());
  return (
    <>
      <Checkbox isSelected={namespace !== undefined} onChange={(chosen) => change(chosen ? '' : undefined, false)}>
        {own('identity')}
      </Checkbox>
      {namespace !== undefined && (
        <>
          <NamespaceField value={namespace} onChange={(code) => change(code, primary)} />
          {unknown && <span className={style({ font: 'ui-sm' })}>{own('unknownNamespace')}</span>}
          <Checkbox isSelected={primary} onChange={(first) => change(namespace, first)}>
            {own('primary')}
          </Checkbox>
        </>
      )}
    </>
  );
}

function Why({ row }: { row: RecommendedRow }) {
  const recommendation = followed(row);
  if (recommendation === undefined) return null;
  return (
    <p className={style({ font: 'ui-sm', margin: 0 })}>
      {own('why', { reason: recommendation.reason, confidence: percent(Math.round(recommendation.confidence * 100)) })}
    </p>
  );
}
