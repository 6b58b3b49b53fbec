'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { OPEN_SHORTCUTS } from './palette-events';
import { usePlaces } from './place-commands';

/** Is the key being typed into something? Then it is not a shortcut. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName));
}

/** The keys of the place one is in: `?`. */
export function ShortcutsDialog() {
  const text = useTranslations('shell');
  const places = usePlaces();
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '?' && !isTyping(event.target) && !event.ctrlKey && !event.metaKey) setOpen(true);
    };
    const onOpen = () => setOpen(true);
    window.addEventListener('keydown', onKey);
    window.addEventListener(OPEN_SHORTCUTS, onOpen);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener(OPEN_SHORTCUTS, onOpen);
    };
  }, []);

  const everywhere = [
    { keys: 'Ctrl K', label: text('palette') },
    { keys: '?', label: text('shortcuts') },
    { keys: 'Esc', label: text('closeAnything') },
  ];
  const shortcuts = [...places.flatMap((place) => place.shortcuts), ...everywhere];
  return (
    <Dialog open={open} onOpenChange={setOpen} title={text('shortcuts')} closeLabel={text('close')}>
      <table className="journal-table">
        <thead className="sr-only">
          <tr>
            <th scope="col">{text('what')}</th>
            <th scope="col">{text('keys')}</th>
          </tr>
        </thead>
        <tbody>
          {shortcuts.map((shortcut) => (
            <tr key={`${shortcut.keys} ${shortcut.label}`}>
              <td>{shortcut.label}</td>
              <td data-numeric>
                <kbd className="font-mono text-sm">{shortcut.keys}</kbd>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
