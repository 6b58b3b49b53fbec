'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { rolesOf } from '@/analysis-kernel/formula/formula-roles';
import { responseOf, type Written } from '@/analysis-kernel/registry/method';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import type { OptionDeclaration } from '@/analysis-kernel/registry/options';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { useMethod } from '@/components/workbench/use-method';
import { useEngine, useWorkbench } from '@/components/workbench/workbench-context';
import { optionAt, readOptions, withOption } from './analysis-yaml';
import { BegunNote } from './begun-with';
import { changedOption, eventNameOf } from './changed-option';
import { MethodChoice } from './method-choice';
import { offeredOnce } from './offered-once';
import { OptionControl } from './option-control';
import { type ReplacedColumns, ReplacedNote, replacedColumns } from './replaced-columns';
import { useTables } from './use-tables';

/** An analysis cell as a form: it reads and writes the cell's YAML and nothing else. */
export function AnalysisForm({ cell }: { readonly cell: Cell }) {
  const text = useTranslations('forms');
  const options = readOptions(cell.body);
  return options === null ? <p className="text-sm text-ink-soft">{text('notYaml')}</p> : <OptionsForm cell={cell} options={options} />;
}

function OptionsForm({ cell, options }: { readonly cell: Cell; readonly options: Written }) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const id = String(options.method ?? '');
  const { method, failure, fetchAgain } = useMethod(id);
  // The cell's own error says the same, with its own way to try again.
  const isSaidBelow = useEngine(({ cells }) => cells.get(cell.id)?.error?.code === 'method_unavailable');
  const { control, columns, replaced } = useControls(cell, options, method);
  const { controller } = useWorkbench();
  const declared = method?.options ?? [];
  const top = offeredOnce(declared, options);
  const shown = top.filter(({ advanced }) => !advanced);
  const folded = top.filter(({ advanced, form, key }) => advanced && (form.control !== 'yaml' || options[key] !== undefined));
  return (
    <div className="grid min-w-0 grid-cols-1 gap-3 rounded-md border border-line bg-surface p-3" data-form={cell.name}>
      <div className="grid min-w-0 grid-cols-1 gap-x-4 gap-y-3 sm:grid-cols-2">
        <MethodChoice cell={cell} method={id} />
        {shown.map(control)}
      </div>
      {controller.mayEdit ? (
        <BegunNote body={cell.body} method={method} columns={columns} onChoose={(body) => controller.edits.write(cell.id, body)} />
      ) : null}
      <ReplacedNote columns={replaced} />
      {failure && !isSaidBelow ? (
        <ErrorNote
          action={
            <Button size="small" className="justify-self-start" onClick={fetchAgain}>
              {text('again')}
            </Button>
          }
        >
          {failure.text[lang]}
        </ErrorNote>
      ) : null}
      {folded.length > 0 ? (
        <details>
          <summary className="cursor-default text-sm text-ink-soft select-none">{text('more')}</summary>
          <div className="grid min-w-0 grid-cols-1 gap-x-4 gap-y-3 pt-3 sm:grid-cols-2">{folded.map(control)}</div>
        </details>
      ) : null}
    </div>
  );
}

/**
 * Draws the control of an option, of a mapping those of its fields; what is picked is written into the cell. Beside it the columns that the last
 * pick changed besides, while the cell stands as it left it.
 */
function useControls(cell: Cell, options: Written, method: ReturnType<typeof useMethod>['method']) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const { controller } = useWorkbench();
  const tables = useTables();
  const columns = tables.find(({ name }) => name === options.data)?.columns ?? [];
  const [replaced, setReplaced] = useState<{ readonly body: string; readonly columns: ReplacedColumns | null }>({
    body: '',
    columns: null,
  });
  const set = (key: string, value: unknown) => {
    const body = changedOption(cell.body, method, key, value, columns);
    // What the person took out or chose herself is no news; what the option changed besides is.
    setReplaced({ body, columns: replacedColumns(withOption(cell.body, key, value), body, columns) });
    controller.edits.write(cell.id, body);
  };
  const idle = (method?.idle(options) ?? []).map(({ key }) => key);
  const control = (option: OptionDeclaration): React.ReactNode => {
    if (option.form.control === 'fields') {
      const fields = (method?.options ?? []).filter(
        ({ key, heeded }) => key.startsWith(`${option.key}.`) && (heeded(options) || optionAt(options, key) !== undefined),
      );
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
    const drawn = (
      <OptionControl
        key={option.key}
        option={option}
        response={method === null ? 'none' : responseOf(method, options)}
        value={optionAt(options, option.key)}
        columns={option.form.control === 'comparisons' ? ofFormula(columns, options) : columns}
        eventColumn={columns.find(({ name }) => name === eventNameOf(option, options)) ?? null}
        tables={option.key === 'data' ? tables.filter(({ cell: own }) => own !== '') : tables}
        disabled={!controller.mayEdit}
        onChange={(value) => set(option.key, value)}
      />
    );
    if (!idle.includes(option.key)) return drawn;
    return (
      <div key={option.key} className="grid min-w-0 grid-cols-1 content-start gap-1">
        {drawn}
        <p className="text-sm text-failed">{text('noEffect')}</p>
      </div>
    );
  };
  return { control, columns, replaced: replaced.body === cell.body ? replaced.columns : null };
}

/** The columns on the right-hand side of the formula; all of them where it says more than roles can. */
function ofFormula(columns: readonly OfferedColumn[], { formula }: Written): readonly OfferedColumn[] {
  const terms = rolesOf(String(formula ?? ''))?.terms;
  return terms === undefined ? columns : columns.filter(({ name }) => terms.some((term) => term.name === name));
}
