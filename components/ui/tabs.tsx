'use client';

import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface Tab {
  readonly value: string;
  readonly label: string;
  readonly content: ReactNode;
}

export function Tabs({ tabs, label, initial }: { readonly tabs: readonly Tab[]; readonly label: string; readonly initial?: string }) {
  return (
    <Radix.Root defaultValue={initial ?? tabs[0]?.value}>
      <Radix.List aria-label={label} className="flex gap-4 overflow-x-auto overflow-y-hidden border-b border-line">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            title={tab.label}
            className="max-w-56 shrink-0 truncate -mb-px border-b-2 -outline-offset-2 border-transparent px-1 py-2 text-ink-soft hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-4">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
