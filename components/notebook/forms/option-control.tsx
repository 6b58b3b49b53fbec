'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useId } from 'react';
import type { OfferedTable } from '@/analysis-kernel/host/contract';
import type { Response } from '@/analysis-kernel/registry/method';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import type { OptionDeclaration } from '@/analysis-kernel/registry/options';
import { Input, NativeSelect } from '@/components/ui/field';
import { ColumnChoice, ColumnsChoice } from './column-choice';
import { ComparisonsChoice } from './comparisons-choice';
import { EventChoice } from './event-choice';
import { FormulaForm } from './formula-form';
import { Labelled } from './labelled';

interface OptionControlProps {
  readonly option: OptionDeclaration;
  /** What the method models under the options written. */
  readonly response: Response;
  readonly value: unknown;
  readonly columns: readonly OfferedColumn[];
  /** The event column written, of the formula or of an option. */
  readonly eventColumn: OfferedColumn | null;
  readonly tables: readonly OfferedTable[];
  readonly disabled: boolean;
  readonly onChange: (value: unknown) => void;
}

const accepted = (columns: readonly OfferedColumn[], accepts: string) =>
  columns.filter(({ use }) => {
    if (accepts === 'numeric') return use === 'numeric' || use === 'time';
    if (accepts === 'category') return use === 'category' || use === 'numeric' || use === 'event';
    if (accepts === 'time') return use === 'time' || use === 'numeric';
    return accepts === 'event' ? use !== 'key' && use !== 'date' : true;
  });

/** One option of a method as its form hint says; the manual's sentence is its help. */
export function OptionControl(props: OptionControlProps) {
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const { option, response, value, columns, eventColumn, disabled, onChange } = props;
  const { form } = option;
  const common = { label: option.label[lang], help: option.help[lang], disabled };
  const name = typeof value === 'string' ? value : null;
  switch (form.control) {
    case 'formula':
      return (
        <FormulaForm
          hint={form}
          response={response}
          help={common.help}
          formula={name}
          columns={columns}
          disabled={disabled}
          onChange={onChange}
        />
      );
    case 'column':
      return (
        <ColumnChoice
          {...common}
          columns={accepted(columns, form.accepts)}
          value={name}
          optional={!(option.required || option.needed)}
          onChange={onChange}
        />
      );
    case 'columns': {
      const offered = accepted(columns, form.accepts).filter(({ use }) => use !== 'key');
      return <ColumnsChoice {...common} columns={offered} value={namesOf(value)} onChange={onChange} />;
    }
    case 'event':
      return <EventChoice {...common} of={form.of} column={eventColumn} value={value} onChange={onChange} />;
    case 'switch':
      return <SwitchControl {...props} />;
    case 'table':
      return <TableControl {...props} />;
    case 'choice':
      return <WordControl {...props} />;
    case 'number':
      return <NumberControl {...props} hint={form} />;
    case 'numbers':
      return <NumbersControl {...props} />;
    case 'comparisons':
      return <ComparisonsChoice {...common} columns={columns} value={value} onChange={onChange} />;
    case 'fields':
    case 'yaml':
      return value === undefined ? null : (
        <p className="text-sm text-ink-soft">
          {common.label}
          {lang === 'zh' ? '：' : ': '}
          <code className="font-mono">{JSON.stringify(value)}</code>
        </p>
      );
  }
}

function SwitchControl({ option, value, disabled, onChange }: OptionControlProps) {
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const isOnByDefault = option.defaultText === 'true';
  return (
    <label className="flex min-w-0 items-center gap-2 self-end text-sm" title={option.help[lang]}>
      <input
        type="checkbox"
        className="size-4 shrink-0 accent-accent"
        checked={value === undefined ? isOnByDefault : value === true}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked === isOnByDefault ? undefined : event.target.checked)}
      />
      {option.label[lang]}
    </label>
  );
}

function TableControl({ option, value, tables, disabled, onChange }: OptionControlProps) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const id = useId();
  const written = typeof value === 'string' ? value : '';
  const isKnown = written === '' || tables.some(({ name }) => name === written);
  return (
    <Labelled id={id} label={option.label[lang]}>
      <NativeSelect
        id={id}
        disabled={disabled}
        title={option.help[lang]}
        value={written}
        onChange={(event) => onChange(event.target.value)}
      >
        {isKnown ? null : <option value={written}>{written}</option>}
        <option value="">{text('choose')}</option>
        {tables.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </NativeSelect>
    </Labelled>
  );
}

/** One of the words an option knows, each said in the reader's language. */
function WordControl({ option, value, disabled, onChange }: OptionControlProps) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const id = useId();
  const said = (word: string) => option.valueWords[word]?.[lang] ?? word;
  return (
    <Labelled id={id} label={option.label[lang]}>
      <NativeSelect
        id={id}
        disabled={disabled}
        title={option.help[lang]}
        value={value === undefined ? '' : String(value)}
        onChange={(event) => onChange(event.target.value || undefined)}
      >
        <option value="">{option.defaultText === null ? text('none') : text('default', { value: said(option.defaultText) })}</option>
        {(option.values ?? []).map((word) => (
          <option key={word} value={word}>
            {said(word)}
          </option>
        ))}
      </NativeSelect>
    </Labelled>
  );
}

type NumberHint = Extract<OptionDeclaration['form'], { control: 'number' }>;

function NumberControl({ option, hint, value, disabled, onChange }: OptionControlProps & { readonly hint: NumberHint }) {
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const id = useId();
  return (
    <Labelled id={id} label={option.label[lang]}>
      <Input
        id={id}
        disabled={disabled}
        title={option.help[lang]}
        type="number"
        min={hint.min}
        max={hint.max}
        step={hint.step ?? 'any'}
        placeholder={option.defaultText ?? ''}
        value={typeof value === 'number' ? value : ''}
        onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
      />
    </Labelled>
  );
}

function NumbersControl({ option, value, disabled, onChange }: OptionControlProps) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const id = useId();
  return (
    <Labelled id={id} label={option.label[lang]}>
      <Input
        id={id}
        disabled={disabled}
        title={option.help[lang]}
        inputMode="decimal"
        placeholder={text('numbers')}
        defaultValue={Array.isArray(value) ? value.join(', ') : value === undefined ? '' : String(value)}
        onBlur={(event) => onChange(numbersOf(event.target.value))}
      />
    </Labelled>
  );
}

function namesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

/** Numbers between commas, semicolons or blanks; what is none is left out. */
function numbersOf(text: string): number[] | undefined {
  const numbers = text
    .split(/[,;，；\s]+/u)
    .filter(Boolean)
    .map(Number)
    .filter(Number.isFinite);
  return numbers.length > 0 ? numbers : undefined;
}
