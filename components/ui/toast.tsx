'use client';

import { Toast as Radix } from 'radix-ui';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

interface Message {
  readonly id: number;
  readonly text: string;
}

const Announce = createContext<(text: string) => void>(() => undefined);

/** Says something happened, once, in a corner and to a screen reader. */
export function useToast(): (text: string) => void {
  return useContext(Announce);
}

export function ToastProvider({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const announce = useCallback((text: string) => setMessages((known) => [...known, { id: (known.at(-1)?.id ?? 0) + 1, text }]), []);
  const forget = (id: number) => setMessages((known) => known.filter((message) => message.id !== id));
  return (
    <Announce value={announce}>
      <Radix.Provider label={label} duration={5000}>
        {children}
        {messages.map((message) => (
          <Radix.Root
            key={message.id}
            onOpenChange={(open) => (open ? undefined : forget(message.id))}
            className="rounded-md border border-line bg-raised px-4 py-2 shadow-float"
          >
            <Radix.Description>{message.text}</Radix.Description>
          </Radix.Root>
        ))}
        <Radix.Viewport className="fixed right-4 bottom-4 z-50 grid w-80 max-w-[calc(100vw-32px)] gap-2" />
      </Radix.Provider>
    </Announce>
  );
}
