import { Tab, TabList, TabPanel, Tabs } from '@react-spectrum/s2';
import { style } from '@react-spectrum/s2/style' with { type: 'macro' };
import type { ReactNode } from 'react';
import { useTab } from './address.ts';

export interface AddressTab {
  readonly id: string;
  readonly label: string;
  readonly content: () => ReactNode;
}

/**
 * Tabs whose choice is in the address, as `?tab=users`; the first one when it names none that is there. `keeps` are the values
 * in the address that are of the whole page; the others belong to one tab alone.
 */
export function AddressTabs({
  label,
  tabs,
  keeps = [],
}: {
  label: string;
  tabs: readonly [AddressTab, ...AddressTab[]];
  keeps?: readonly string[];
}) {
  const [first] = tabs;
  const [named, setNamed] = useTab(first.id, keeps);
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
