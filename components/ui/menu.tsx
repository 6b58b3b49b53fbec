'use client';

import { DropdownMenu as Radix } from 'radix-ui';
import type { PointerEvent, ReactNode } from 'react';

const item =
  'flex w-full items-center gap-2 rounded px-2 py-1.5 text-start outline-none select-none data-highlighted:bg-sunken data-disabled:text-ink-faint cursor-default';

/**
 * An item is chosen by a press of its own. The release of the press that opened the menu chooses nothing, should the page have moved an item
 * under the pointer meanwhile.
 */
export const ownPress = { onPointerUp: (event: PointerEvent) => event.preventDefault() } as const;

export function Menu({
  trigger,
  children,
  align = 'end',
}: {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly align?: 'start' | 'end';
}) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          className="z-50 max-w-[min(22rem,calc(100vw-16px))] min-w-48 rounded-md border border-line bg-raised p-1 shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  readonly children: ReactNode;
  readonly onSelect?: () => void;
  readonly disabled?: boolean;
  /** Gives the look to the one child, such as a link. */
  readonly asChild?: boolean;
}

export function MenuItem({ children, onSelect, disabled, asChild }: MenuItemProps) {
  return (
    <Radix.Item className={item} onSelect={onSelect} disabled={disabled} asChild={asChild} {...ownPress}>
      {children}
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <Radix.Label className="px-2 py-1 text-xs text-ink-soft">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}

export function MenuChoice<Value extends string>({
  value,
  onChange,
  options,
}: {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
}) {
  const choose = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <Radix.RadioGroup value={value} onValueChange={choose}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={item} {...ownPress}>
          <span aria-hidden className="inline-block w-3">
            <Radix.ItemIndicator>✓</Radix.ItemIndicator>
          </span>
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}
