'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { type Input as InputDefinition, readInput } from '@/analysis-kernel/cells/kinds/input';
import { readYaml } from '@/analysis-kernel/content/yaml';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { Input, NativeSelect } from '@/components/ui/field';
import { useWorkbench } from '@/components/workbench/workbench-context';

/** The body of an input cell with another starting value. */
function withValue(body: string, value: string | number | boolean): string {
  const document = readYaml(body);
  document.set('default', value);
  return document.toString().trimEnd();
}

/** The control of an input cell: moving it writes the value into the cell's text, so that everybody sees the same. */
export function InputCell({ cell }: { readonly cell: Cell }) {
  const text = useTranslations('notebook.input');
  const { controller } = useWorkbench();
  const id = useId();
  const { input } = readInput(cell.body);
  if (!input) return <p className="text-ink-soft">{text('invalid')}</p>;
  const label = input.label ?? cell.name ?? '';
  const change = (value: string | number | boolean) => controller.edits.write(cell.id, withValue(cell.body, value));
  return (
    <div className="flex flex-wrap items-center gap-3">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <Control id={id} input={input} disabled={!controller.mayEdit} onChange={change} />
    </div>
  );
}

interface ControlProps {
  readonly id: string;
  readonly input: InputDefinition;
  readonly disabled: boolean;
  readonly onChange: (value: string | number | boolean) => void;
}

function Control({ id, input, disabled, onChange }: ControlProps) {
  const value = input.value === null ? '' : String(input.value);
  const bounds = { min: input.min ?? undefined, max: input.max ?? undefined, step: input.step ?? undefined };
  switch (input.kind) {
    case 'select':
      return (
        <NativeSelect
          id={id}
          value={value}
          disabled={disabled}
          className="w-auto!"
          onChange={(event) => {
            const option = input.options.find((candidate) => String(candidate.value) === event.target.value);
            if (option) onChange(option.value);
          }}
        >
          {input.options.map((option) => (
            <option key={String(option.value)} value={String(option.value)}>
              {option.label}
            </option>
          ))}
        </NativeSelect>
      );
    case 'date':
      return (
        <Input
          id={id}
          type="date"
          className="w-auto!"
          value={value}
          disabled={disabled}
          {...bounds}
          onChange={(event) => event.target.value && onChange(event.target.value)}
        />
      );
    case 'number':
      return (
        <Input
          id={id}
          type="number"
          className="w-32!"
          value={value}
          disabled={disabled}
          {...bounds}
          onChange={(event) => event.target.value !== '' && onChange(Number(event.target.value))}
        />
      );
    case 'slider':
      return (
        <>
          <input
            id={id}
            type="range"
            className="w-56 accent-accent"
            value={value}
            disabled={disabled}
            {...bounds}
            onChange={(event) => onChange(Number(event.target.value))}
          />
          <output htmlFor={id} className="tabular-nums">
            {value}
          </output>
        </>
      );
  }
}
