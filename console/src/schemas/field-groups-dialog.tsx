import { Button, ButtonGroup, Content, FullscreenDialog, Heading, Tag, TagGroup } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { t as shared } from '../ui/messages.ts';
import { Loaded } from '../ui/page.tsx';
import { groups as t } from './field-groups-texts.ts';
import { fits, type Part, useFieldGroups } from './library.ts';
import { PartChoice } from './part-choice.tsx';

/** Chooses among the field groups that fit the class; those the schema has already are shown and cannot be chosen again. */
export function FieldGroupsDialog({
  ofClass,
  taken,
  onAdd,
}: {
  ofClass: Part | undefined;
  taken: readonly string[];
  onAdd: (ids: readonly string[]) => void;
}) {
  const groups = useFieldGroups();
  const [chosen, choose] = useState<readonly string[]>([]);
  return (
    <FullscreenDialog>
      {({ close }) => (
        <>
          <Heading slot="title">{t('addFieldGroups')}</Heading>
          <Content>
            <Loaded query={groups}>
              {(all) => (
                <PartChoice
                  kind="group"
                  label={t('fieldGroups')}
                  search={t('searchGroups')}
                  hint={t('previewHint')}
                  parts={all.filter((group) => fits(group, ofClass))}
                  taken={taken}
                  several
                  searchesFirst
                  chosen={chosen}
                  onChoose={choose}
                  above={<Chosen groups={all} chosen={chosen} onChoose={choose} />}
                />
              )}
            </Loaded>
          </Content>
          <ButtonGroup>
            <Button variant="secondary" fillStyle="outline" onPress={close}>
              {shared('cancel')}
            </Button>
            <Button
              variant="accent"
              isDisabled={chosen.length === 0}
              onPress={() => {
                onAdd(chosen);
                // The next time it is opened nothing is chosen.
                choose([]);
                close();
              }}
            >
              {t('addFieldGroups')}
            </Button>
          </ButtonGroup>
        </>
      )}
    </FullscreenDialog>
  );
}

/** What is chosen so far, each of which can be taken back. */
function Chosen({
  groups,
  chosen,
  onChoose,
}: {
  groups: readonly Part[];
  chosen: readonly string[];
  onChoose: (ids: readonly string[]) => void;
}) {
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 8, flexShrink: 0 })}>
      <span role="status" className={style({ font: 'title-sm' })}>
        {t('chosen', chosen.length)}
      </span>
      {chosen.length > 0 && (
        <TagGroup
          aria-label={t('chosenGroups')}
          size="S"
          items={groups.filter(({ id }) => chosen.includes(id))}
          onRemove={(removed) => onChoose(chosen.filter((id) => !removed.has(id)))}
        >
          {({ id, title }) => <Tag id={id}>{title}</Tag>}
        </TagGroup>
      )}
    </div>
  );
}
