'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { eventColumnOf } from '@/analysis-kernel/formula/formula-roles';
import { responseOf } from '@/analysis-kernel/registry/method';
import { allMethods, findMethod } from '@/analysis-kernel/registry/registry';
import { listText } from '@/analysis-kernel/results/format';
import { NativeSelect } from '@/components/ui/field';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { optionAt, readOptions, withMethod, withOption } from './analysis-yaml';
import { changedOption } from './changed-option';
import { OptionControl } from './option-control';
import { type ReplacedColumns, replacedColumns } from './replaced-columns';
import { useTables } from './use-tables';

/** An analysis cell as a form: it reads and writes the cell's YAML and nothing else. */
export function AnalysisForm({ cell }: { readonly cell: Cell }) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const id = useId();
  const { controller } = useWorkbench();
  const tables = useTables();
  const [replaced, setReplaced] = useState<{ readonly body: string; readonly columns: ReplacedColumns } | null>(null);
  const options = readOptions(cell.body);
  if (options === null) return <p className="text-sm text-ink-soft">{text('notYaml')}</p>;
  const method = findMethod(String(options.method ?? ''));
  const columns = tables.find(({ name }) => name === options.data)?.columns ?? [];
  const eventName = typeof options.formula === 'string' ? eventColumnOf(options.formula) : null;
  const eventColumn = columns.find(({ name }) => name === eventName) ?? null;
  const disabled = !controller.mayEdit;
  const set = (key: string, value: unknown) => {
    const body = changedOption(cell.body, method, key, value, columns);
    // What the person took out or chose herself is no news; what the option changed besides is.
    const others = replacedColumns(withOption(cell.body, key, value), body, columns);
    setReplaced(others && { body, columns: others });
    controller.edits.write(cell.id, body);
  };
  const namesOf = (found: ReplacedColumns['gone']) =>
    listText(
      found.map(({ name, label }) => label?.[lang] ?? name),
      lang,
    );
  const declared = method?.options ?? [];
  // What has no meaning beside the rest is not offered; where it is written it can be taken out.
  const top = declared.filter(({ key, heeded }) => !key.includes('.') && (heeded(options) || options[key] !== undefined));
  const shown = top.filter(({ advanced }) => !advanced);
  const folded = top.filter(({ advanced, form, key }) => advanced && (form.control !== 'yaml' || options[key] !== undefined));
  const control = (option: (typeof declared)[number]): React.ReactNode => {
    if (option.form.control === 'fields') {
      const fields = declared.filter(({ key }) => key.startsWith(`${option.key}.`));
      return (
        <fieldset
          key={option.key}
          className="grid min-w-0 grid-cols-1 gap-x-4 gap-y-3 rounded-md border border-line p-3 sm:col-span-2 sm:grid-cols-2"
        >
          <legend className="px-1 text-sm font-medium">{option.label[lang]}</legend>
          {fields.map(control)}
        </fieldset>
      );
    }
    return (
      <OptionControl
        key={option.key}
        option={option}
        response={method === null ? 'none' : responseOf(method, options)}
        value={optionAt(options, option.key)}
        columns={columns}
        eventColumn={eventColumn}
        tables={option.key === 'data' ? tables.filter(({ cell: own }) => own !== '') : tables}
        disabled={disabled}
        onChange={(value) => set(option.key, value)}
      />
    );
  };
  return (
    <div className="grid min-w-0 grid-cols-1 gap-3 rounded-md border border-line bg-surface p-3" data-form={cell.name}>
      <div className="grid min-w-0 grid-cols-1 gap-x-4 gap-y-3 sm:grid-cols-2">
        <div className="grid min-w-0 grid-cols-1 content-start gap-1">
          <label htmlFor={id} className="text-sm font-medium">
            {text('method')}
          </label>
          <NativeSelect
            id={id}
            value={method?.id ?? ''}
            disabled={disabled}
            onChange={(event) => {
              const next = findMethod(event.target.value);
              if (next)
                controller.edits.write(
                  cell.id,
                  withMethod(
                    cell.body,
                    next.id,
                    next.options.map(({ key }) => key),
                  ),
                );
            }}
          >
            {method ? null : <option value="">{text('choose')}</option>}
            {allMethods().map((candidate) => (
              <option key={candidate.id} value={candidate.id}>
                {candidate.title[lang]}
              </option>
            ))}
          </NativeSelect>
          {method ? <p className="text-xs text-ink-soft">{method.summary[lang]}</p> : null}
        </div>
        {shown.map(control)}
      </div>
      <p role="status" className="text-sm text-stale empty:hidden">
        {replaced?.body === cell.body
          ? text('replaced', {
              gone: namesOf(replaced.columns.gone),
              came: namesOf(replaced.columns.came),
              count: replaced.columns.came.length,
            })
          : null}
      </p>
      {folded.length > 0 ? (
        <details>
          <summary className="cursor-default text-sm text-ink-soft select-none">{text('more')}</summary>
          <div className="grid min-w-0 grid-cols-1 gap-x-4 gap-y-3 pt-3 sm:grid-cols-2">{folded.map(control)}</div>
        </details>
      ) : null}
    </div>
  );
}
