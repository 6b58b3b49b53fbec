'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useId } from 'react';
import { eventWord } from '@/analysis-kernel/formula/event-words';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import { Input, NativeSelect } from '@/components/ui/field';
import { Labelled } from './labelled';

interface EventChoiceProps {
  readonly label: string;
  readonly help: string;
  readonly of: 'words' | 'causes' | 'values';
  /** The event column, where it is known. */
  readonly column: OfferedColumn | null;
  readonly value: unknown;
  readonly disabled: boolean;
  readonly onChange: (value: string | undefined) => void;
}

/** Which value of an event column is the event: picked where its values are known, else written; nothing where the column says it itself. */
export function EventChoice({ label, help, of, column, value, disabled, onChange }: EventChoiceProps) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const id = useId();
  const causes = (column?.causes ?? []).map((key) => ({ key, label: column?.words?.find((word) => word.key === key)?.label ?? null }));
  const words = column?.use === 'category' && column.type !== 'boolean';
  const asksCause = of === 'causes' || (of === 'values' && causes.length > 1);
  if (value === undefined && (asksCause ? causes.length < 2 : !words)) return null;
  const known = asksCause ? causes : (column?.levels ?? []);
  // Words that say it themselves need no choice.
  const word = asksCause
    ? null
    : eventWord(
        known.map(({ key }) => key),
        false,
      );
  const own = known.find(({ key }) => key === word);
  const written = value === undefined ? '' : String(value);
  const common = { id, title: help, disabled };
  return (
    <Labelled id={id} label={label}>
      {known.length > 0 ? (
        <NativeSelect {...common} value={written} onChange={(event) => onChange(event.target.value || undefined)}>
          <option value="">{own === undefined ? text('choose') : text('default', { value: own.label?.[lang] ?? own.key })}</option>
          {written !== '' && !known.some(({ key }) => key === written) ? <option value={written}>{written}</option> : null}
          {known.map(({ key, label: word }) => (
            <option key={key} value={key}>
              {word?.[lang] ?? key}
            </option>
          ))}
        </NativeSelect>
      ) : (
        <Input {...common} key={written} defaultValue={written} onBlur={(event) => onChange(event.target.value.trim() || undefined)} />
      )}
    </Labelled>
  );
}
