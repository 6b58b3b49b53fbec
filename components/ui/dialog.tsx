'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';
import { classNames } from './class-names';
import { useReturnFocus } from './use-return-focus';

interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: string;
  readonly closeLabel: string;
  /** For what needs the room of the window. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function Dialog({ open, onOpenChange, title, description, closeLabel, wide = false, children }: DialogProps) {
  const focus = useReturnFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Radix.Content
          {...focus}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={classNames(
            'fixed left-1/2 z-50 grid -translate-x-1/2 gap-3 overflow-y-auto rounded-md border border-line bg-raised shadow-float',
            wide
              ? 'top-[3vh] h-[94vh] w-[min(1280px,calc(100vw-16px))] grid-cols-[minmax(0,1fr)] content-start p-3 sm:p-5'
              : 'top-[12vh] max-h-[80vh] w-[min(560px,calc(100vw-32px))] p-5',
          )}
        >
          <div className="flex items-start justify-between gap-4">
            <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
            <Radix.Close asChild>
              <Button look="quiet" size="icon" aria-label={closeLabel} className="-mt-1 -mr-2">
                <X aria-hidden className="size-4" />
              </Button>
            </Radix.Close>
          </div>
          {description ? <Radix.Description className="text-ink-soft">{description}</Radix.Description> : null}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
