import { Tab, TabList, TabPanel, Tabs } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { useSearchState } from './address.ts';

export interface AddressTab {
  readonly id: string;
  readonly label: string;
  readonly content: () => ReactNode;
}

/**
 * Tabs whose choice is in the address, as `?tab=users`; the first one when it names none that is there. `resets` are the
 * values in the address that belong to one tab alone.
 */
export function AddressTabs({
  label,
  tabs,
  resets = [],
}: {
  label: string;
  tabs: readonly [AddressTab, ...AddressTab[]];
  resets?: readonly string[];
}) {
  const [first] = tabs;
  const [named, setNamed] = useSearchState('tab', first.id, resets);
  const { id: open } = tabs.find(({ id }) => id === named) ?? first;
  return (
    <Tabs aria-label={label} selectedKey={open} onSelectionChange={(key) => setNamed(String(key))}>
      <TabList>
        {tabs.map(({ id, label: name }) => (
          <Tab key={id} id={id}>
            {name}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} styles={style({ marginTop: 16 })}>
          {content()}
        </TabPanel>
      ))}
    </Tabs>
  );
}
