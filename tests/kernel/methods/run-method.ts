/** Runs the rates as a user writes them. */
import { numericColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';

type Options = Readonly<Record<string, unknown>>;

async function parsed(method: string, options: Options) {
  const text = Object.entries({ method, data: 'd', ...options })
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join('\n');
  const found = await parseAnalysis(text);
  if (!found.ok) throw new Error(found.errors.map((error) => error.message.en).join('; '));
  return found.analysis;
}

export async function run(method: string, options: Options, frame: Frame, tables = new Map<string, Frame>()): Promise<MethodOutput> {
  const result = await runMethod(await parsed(method, options), frame, tables);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message.en}`);
  return result.output;
}

/** The rows of a table by column. */
export function rowsOf(output: MethodOutput, table: string): readonly Readonly<Record<string, unknown>>[] {
  const found = output.tables.get(table);
  if (found === undefined) throw new Error(`no table ${table}`);
  return found.rows.map((row) => Object.fromEntries(found.columns.map((name, at) => [name, row[at]])));
}

/** A column with a unit. */
export const inUnit = (name: string, unit: string, values: readonly (number | null)[]) => {
  const column = numericColumn(name, values);
  return { ...column, meta: { ...column.meta, unit } };
};
