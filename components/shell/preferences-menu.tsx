'use client';

import { Languages } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { setPreferencesAction } from '@/app/_actions/account';
import { languages, type Theme, themes } from '@/app/_contract/roles';
import type { Language } from '@/cohort-dsl/source/localised';
import { Button } from '@/components/ui/button';
import { Menu, MenuChoice, MenuLabel, MenuSeparator } from '@/components/ui/menu';
import { useToast } from '@/components/ui/toast';
import { useAction } from '@/components/ui/use-action';

const ownNames: Readonly<Record<Language, string>> = { en: 'English', zh: '简体中文' };

export function PreferencesMenu({ language, theme }: { readonly language: Language; readonly theme: Theme }) {
  const text = useTranslations('shell');
  const announce = useToast();
  const { busy, run: set } = useAction(setPreferencesAction, undefined, ({ message }) => announce(message));
  return (
    <Menu
      trigger={
        <Button look="quiet" size="icon" busy={busy} aria-label={text('preferences')}>
          <Languages aria-hidden className="size-4" />
        </Button>
      }
    >
      <MenuLabel>{text('language')}</MenuLabel>
      <MenuChoice
        value={language}
        onChange={(value) => set({ language: value })}
        options={languages.map((value) => ({ value, label: ownNames[value] }))}
      />
      <MenuSeparator />
      <MenuLabel>{text('theme')}</MenuLabel>
      <MenuChoice
        value={theme}
        onChange={(value) => set({ theme: value })}
        options={themes.map((value) => ({ value, label: text(`themeName.${value}`) }))}
      />
    </Menu>
  );
}
