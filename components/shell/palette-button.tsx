'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { OPEN_PALETTE } from './palette-events';

export function PaletteButton() {
  const text = useTranslations('shell');
  return (
    <Button look="quiet" size="small" aria-keyshortcuts="Control+K Meta+K" onClick={() => window.dispatchEvent(new Event(OPEN_PALETTE))}>
      <Search aria-hidden className="size-4" />
      <span className="sr-only">{text('openPalette')}</span>
      <kbd aria-hidden className="hidden font-sans text-xs text-ink-faint md:inline">
        Ctrl K
      </kbd>
    </Button>
  );
}
