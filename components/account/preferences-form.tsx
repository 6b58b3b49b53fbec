'use client';

import { useTranslations } from 'next-intl';
import { setPreferencesAction } from '@/app/_actions/account';
import { languages, type Theme, themes } from '@/app/_contract/roles';
import type { Language } from '@/cohort-dsl/source/localised';
import { ErrorNote } from '@/components/ui/error-note';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';

const ownNames: Readonly<Record<Language, string>> = { en: 'English', zh: '简体中文' };

export function PreferencesForm({ language, theme }: { readonly language: Language; readonly theme: Theme }) {
  const shell = useTranslations('shell');
  const { busy, problem, run } = useAction(setPreferencesAction);
  const choose = <Value extends string>(known: readonly Value[], chosen: string, set: (value: Value) => void) => {
    const value = known.find((candidate) => candidate === chosen);
    if (value) set(value);
  };
  return (
    <div className="flex flex-wrap gap-6">
      {problem ? <ErrorNote>{problem.message}</ErrorNote> : null}
      <Field label={shell('language')}>
        {({ id }) => (
          <Select
            id={id}
            value={language}
            disabled={busy}
            options={languages.map((value) => ({ value, label: ownNames[value] }))}
            onChange={(chosen) => choose(languages, chosen, (value) => run({ language: value }))}
          />
        )}
      </Field>
      <Field label={shell('theme')}>
        {({ id }) => (
          <Select
            id={id}
            value={theme}
            disabled={busy}
            options={themes.map((value) => ({ value, label: shell(`themeName.${value}`) }))}
            onChange={(chosen) => choose(themes, chosen, (value) => run({ theme: value }))}
          />
        )}
      </Field>
    </div>
  );
}
