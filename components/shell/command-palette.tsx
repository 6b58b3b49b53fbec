'use client';

import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { setPreferencesAction } from '@/app/_actions/account';
import { destinationPaths, type ShellState } from '@/app/_contract/shell';
import { useToast } from '@/components/ui/toast';
import { useAction } from '@/components/ui/use-action';
import { OPEN_PALETTE, OPEN_SHORTCUTS } from './palette-events';
import { usePlaces } from './place-commands';

const itemLook = 'flex items-center justify-between gap-4 rounded px-2 py-1.5 data-[selected=true]:bg-sunken';
const groupLook =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-soft';

/** Everything that has a button, by name: Ctrl or ⌘ K. */
export function CommandPalette({ state }: { readonly state: ShellState }) {
  const text = useTranslations('shell');
  const router = useRouter();
  const places = usePlaces();
  const announce = useToast();
  const { run: setPreference } = useAction(setPreferencesAction, undefined, ({ message }) => announce(message));
  const [open, setOpen] = useState(false);
  const before = useRef<Element | null>(null);
  useEffect(() => {
    if (open || !(before.current instanceof HTMLElement)) return;
    const { current } = before;
    before.current = null;
    // Once the palette is gone, unless what was chosen took the focus.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === document.body && current.isConnected) current.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [open]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      before.current ??= document.activeElement;
      setOpen((was) => !was);
    };
    const onOpen = () => {
      before.current ??= document.activeElement;
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    window.addEventListener(OPEN_PALETTE, onOpen);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener(OPEN_PALETTE, onOpen);
    };
  }, []);

  const choose = (run: () => void) => () => {
    setOpen(false);
    run();
  };
  const language = state.language === 'en' ? 'zh' : 'en';

  return (
    <Command.Dialog
      open={open}
      onOpenChange={setOpen}
      label={text('palette')}
      overlayClassName="fixed inset-0 z-40 bg-black/40"
      contentClassName="fixed top-[12vh] left-1/2 z-50 w-[min(560px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden rounded-md border border-line bg-raised shadow-float"
    >
      <Command.Input placeholder={text('paletteHint')} className="h-11 w-full border-b border-line bg-transparent px-3 outline-none" />
      <Command.List className="max-h-[50vh] overflow-y-auto p-1">
        <Command.Empty className="px-2 py-3 text-ink-soft">{text('paletteEmpty')}</Command.Empty>
        {places
          .flatMap((place) => place.commands)
          .map((command) => (
            <Command.Item key={command.id} value={`${command.group} ${command.label}`} className={itemLook} onSelect={choose(command.run)}>
              <span>{command.label}</span>
              <span className="text-xs text-ink-faint">{command.keys ?? command.group}</span>
            </Command.Item>
          ))}
        <Command.Group heading={text('goTo')} className={groupLook}>
          {state.destinations.map((destination) => (
            <Command.Item key={destination} className={itemLook} onSelect={choose(() => router.push(destinationPaths[destination]))}>
              {text(`destination.${destination}`)}
            </Command.Item>
          ))}
        </Command.Group>
        <Command.Group heading={text('preferences')} className={groupLook}>
          <Command.Item className={itemLook} onSelect={choose(() => void setPreference({ language }))}>
            {text('switchLanguage')}
          </Command.Item>
          {(['light', 'dark', 'system'] as const).map((theme) => (
            <Command.Item key={theme} className={itemLook} onSelect={choose(() => void setPreference({ theme }))}>
              {text(`themeCommand.${theme}`)}
            </Command.Item>
          ))}
          <Command.Item className={itemLook} onSelect={choose(() => window.dispatchEvent(new Event(OPEN_SHORTCUTS)))}>
            <span>{text('shortcuts')}</span>
            <span className="text-xs text-ink-faint">?</span>
          </Command.Item>
        </Command.Group>
      </Command.List>
    </Command.Dialog>
  );
}
