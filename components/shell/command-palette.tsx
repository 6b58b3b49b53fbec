'use client';

import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Dialog as Radix } from 'radix-ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import { setPreferencesAction } from '@/app/_actions/account';
import { destinationPaths, type ShellState } from '@/app/_contract/shell';
import { useToast } from '@/components/ui/toast';
import { useAction } from '@/components/ui/use-action';
import { useReturnFocus } from '@/components/ui/use-return-focus';
import { KnownPlacesGroups } from './known-places';
import { type Command as Entry, OPEN_PALETTE, OPEN_SHORTCUTS } from './palette-events';
import { groupLook, PaletteItem, paletteFilter } from './palette-item';
import { usePlaces } from './place-commands';

/** A place's commands by their group, each group where its first command stands. */
function grouped(commands: readonly Entry[]): readonly (readonly [string, readonly Entry[]])[] {
  const groups = new Map<string, Entry[]>();
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return [...groups];
}

/** Everything that has a button, and every place that has a name: Ctrl or ⌘ K. */
export function CommandPalette({ state }: { readonly state: ShellState }) {
  const text = useTranslations('shell');
  const [open, setOpen] = useState(false);
  const focus = useReturnFocus();
  const chosen = useRef<(() => void) | null>(null);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    const onOpen = () => setOpen(true);
    window.addEventListener('keydown', onKey);
    window.addEventListener(OPEN_PALETTE, onOpen);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener(OPEN_PALETTE, onOpen);
    };
  }, []);

  // Done when the palette is gone and the focus back where it was: what is chosen may take it, and gives it back there in turn.
  const choose = (run: () => void) => () => {
    chosen.current = run;
    setOpen(false);
  };
  const closed = (event: Event) => {
    focus.onCloseAutoFocus(event);
    chosen.current?.();
    chosen.current = null;
  };
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Radix.Content
          onOpenAutoFocus={focus.onOpenAutoFocus}
          onCloseAutoFocus={closed}
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[min(560px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden rounded-md border border-line bg-raised shadow-float"
        >
          <Radix.Title className="sr-only">{text('palette')}</Radix.Title>
          <Command label={text('palette')} filter={paletteFilter}>
            <Command.Input
              placeholder={text('paletteHint')}
              className="h-11 w-full border-b border-line bg-transparent px-3 outline-none"
            />
            <Command.List className="max-h-[50vh] overflow-y-auto p-1">
              <Command.Empty className="px-2 py-3 text-ink-soft">{text('paletteEmpty')}</Command.Empty>
              <PlaceGroups last={false} onChoose={choose} />
              {state.destinations.includes('projects') ? <KnownPlacesGroups onChoose={choose} /> : null}
              <ShellGroups state={state} onChoose={choose} />
              <PlaceGroups last onChoose={choose} />
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type Choose = (run: () => void) => () => void;

/** What the place one is in offers, either before everything else or after it. */
function PlaceGroups({ last, onChoose }: { readonly last: boolean; readonly onChoose: Choose }) {
  const places = usePlaces();
  const groups = useMemo(() => {
    const commands = places.flatMap((place) => place.commands());
    return grouped(commands.filter((command) => (command.last ?? false) === last));
  }, [places, last]);
  return groups.map(([group, commands]) => (
    <Command.Group key={group} heading={group} className={groupLook}>
      {commands.map(({ id, label, keys, words, run }) => (
        <PaletteItem key={id} id={id} label={label} detail={keys} words={`${group} ${words ?? ''}`} onSelect={onChoose(run)} />
      ))}
    </Command.Group>
  ));
}

/** The pages, and how they look. */
function ShellGroups({ state, onChoose }: { readonly state: ShellState; readonly onChoose: Choose }) {
  const text = useTranslations('shell');
  const router = useRouter();
  const announce = useToast();
  const { run: setPreference } = useAction(setPreferencesAction, undefined, ({ message }) => announce(message));
  const language = state.language === 'en' ? 'zh' : 'en';
  return (
    <>
      <Command.Group heading={text('goTo')} className={groupLook}>
        {state.destinations.map((destination) => (
          <PaletteItem
            key={destination}
            id={`go.${destination}`}
            label={text(`destination.${destination}`)}
            onSelect={onChoose(() => router.push(destinationPaths[destination]))}
          />
        ))}
      </Command.Group>
      <Command.Group heading={text('preferences')} className={groupLook}>
        <PaletteItem
          id="language"
          label={text('switchLanguage')}
          words={text('paletteWords.language')}
          onSelect={onChoose(() => void setPreference({ language }))}
        />
        {(['light', 'dark', 'system'] as const).map((theme) => (
          <PaletteItem
            key={theme}
            id={`theme.${theme}`}
            label={text(`themeCommand.${theme}`)}
            words={text('paletteWords.theme')}
            onSelect={onChoose(() => void setPreference({ theme }))}
          />
        ))}
        <PaletteItem
          id="shortcuts"
          label={text('shortcuts')}
          detail="?"
          words={text('paletteWords.shortcuts')}
          onSelect={onChoose(() => window.dispatchEvent(new Event(OPEN_SHORTCUTS)))}
        />
      </Command.Group>
    </>
  );
}
