import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ShellState } from '@/app/_contract/shell';
import { ToastProvider } from '@/components/ui/toast';
import { CommandPalette } from './command-palette';
import { Header } from './header';
import { ShortcutsDialog } from './shortcuts-dialog';
import { WithoutCodeGeneration } from './without-code-generation';

/** The frame of every page: skip link, header, the page, and what the keyboard opens. */
export function Shell({ state, children }: { readonly state: ShellState; readonly children: ReactNode }) {
  const text = useTranslations('shell');
  return (
    <WithoutCodeGeneration>
      <ToastProvider label={text('announcements')}>
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2"
        >
          {text('skip')}
        </a>
        <Header state={state} />
        <main id="main" tabIndex={-1} className="outline-none">
          {children}
        </main>
        <CommandPalette state={state} />
        <ShortcutsDialog />
      </ToastProvider>
    </WithoutCodeGeneration>
  );
}
