import { Radio, RadioGroup, SegmentedControl, SegmentedControlItem } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import { useState } from 'react';
import { Loaded } from '../../ui/page.tsx';
import { type Part, useClasses } from '../library.ts';
import { PartChoice } from '../part-choice.tsx';
import { t } from './texts.ts';

const PROFILE = 'https://ns.adobe.com/xdm/context/profile';
const EVENT = 'https://ns.adobe.com/xdm/context/experienceevent';
const OTHER = 'other';

const CHOICES = [
  { value: PROFILE, label: t('individual'), hint: t('individualHint') },
  { value: EVENT, label: t('event'), hint: t('eventHint') },
  { value: OTHER, label: t('other'), hint: t('otherHint') },
];

/** What the schema is about: one of the two usual classes, or any other. */
export function ChooseClass({ classId, onChange }: { classId: string; onChange: (classId: string) => void }) {
  const usual = classId === PROFILE || classId === EVENT;
  const [chosen, setChosen] = useState(classId === '' || usual ? classId : OTHER);
  const choose = (value: string) => {
    setChosen(value);
    onChange(value === OTHER ? '' : value);
  };
  return (
    <div className={style({ display: 'flex', flexDirection: 'column', gap: 24 })}>
      {/* Nothing chosen is null: with an empty text Tab would pass by all of them. */}
      <RadioGroup label={t('base')} orientation="horizontal" value={chosen === '' ? null : chosen} onChange={choose}>
        {CHOICES.map(({ value, label }) => (
          <Radio key={value} value={value}>
            {label}
          </Radio>
        ))}
      </RadioGroup>
      <p role="status" className={style({ font: 'ui', color: 'neutral-subdued', margin: 0 })}>
        {CHOICES.find(({ value }) => value === chosen)?.hint ?? ''}
      </p>
      {chosen === OTHER && <OtherClasses classId={classId} onChange={onChange} />}
    </div>
  );
}

const ALL = 'all';
const OWNERS = [
  { owner: ALL, label: t('all') },
  { owner: 'standard', label: t('standard') },
  { owner: 'custom', label: t('custom') },
];

function OtherClasses({ classId, onChange }: { classId: string; onChange: (classId: string) => void }) {
  const classes = useClasses();
  const [owner, setOwner] = useState(ALL);
  const isShown = ({ id, isCustom }: Part) =>
    id !== PROFILE && id !== EVENT && (owner === ALL || isCustom === (owner === 'custom'));
  return (
    <Loaded query={classes}>
      {(all) => (
        <div className={style({ height: '[max(320px, 100vh - 392px)]' })}>
          <PartChoice
            kind="class"
            label={t('classes')}
            search={t('searchClasses')}
            hint={t('classHint')}
            parts={all.filter(isShown)}
            chosen={classId === '' ? [] : [classId]}
            onChoose={([id]) => onChange(id!)}
            filter={
              <SegmentedControl
                aria-label={t('owner')}
                selectedKey={owner}
                onSelectionChange={(key) => setOwner(String(key))}
                UNSAFE_style={{ flexWrap: 'wrap' }}
              >
                {OWNERS.map((one) => (
                  <SegmentedControlItem key={one.owner} id={one.owner}>
                    {one.label}
                  </SegmentedControlItem>
                ))}
              </SegmentedControl>
            }
          />
        </div>
      )}
    </Loaded>
  );
}
