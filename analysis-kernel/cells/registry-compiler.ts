/** The method registry as the compiler of analysis cells. */
import { nameKey } from '../document/names';
import type { Frame } from '../frame/column';
import { viewsOf } from '../registry/method';
import { analysisInputs, type ParsedAnalysis, parseAnalysis } from '../registry/parse-analysis';
import { inlinePool } from '../registry/pool';
import { runMethod } from '../registry/run-method';
import type { CellError, Value } from '../results/result';
import type { Analysis, AnalysisCompiler, AnalysisRun, AnalysisWork } from './context';

/** Reads analysis cells against the registered methods. */
export const registryCompiler: AnalysisCompiler = {
  async read(source, inputs) {
    const names = analysisInputs(source);
    const parse = await parseAnalysis(source, namedAsWritten(names, inputs));
    if (!parse.ok) return { analysis: null, errors: parse.errors, inputs: names, data: parse.data };
    return { analysis: analysisOf(parse.analysis), errors: [], inputs: names, data: parse.analysis.data };
  },
};

/** Names of inputs are one whatever their case; the parser looks for the letters it reads. */
function namedAsWritten(names: readonly string[], inputs: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  const written = new Map(inputs);
  for (const name of names) {
    const value = inputs.get(nameKey(name));
    if (value !== undefined) written.set(name, value);
  }
  return written;
}

/** The confidence level of a method that has one. */
function levelOf(options: unknown): number | undefined {
  const level = (options as { readonly conf_level?: unknown }).conf_level;
  return typeof level === 'number' ? level : undefined;
}

function analysisOf(parsed: ParsedAnalysis): Analysis {
  const { method, options, data } = parsed;
  return {
    method: method.id,
    data: data === '' ? null : data,
    tablesUsed: method.tablesUsed(options),
    tables: method.tables.map((table) => table.name),
    patientTables: method.tables.filter((table) => table.disclosure.kind === 'patient-level').map((table) => table.name),
    rScript: (conventions) => method.rScript(options, conventions),
    async run(frame: Frame, tables: ReadonlyMap<string, Frame>, work: AnalysisWork): Promise<AnalysisRun | CellError> {
      const run = await runMethod(parsed, frame, tables, { pool: inlinePool, ...work });
      if (!run.ok) return run.error;
      // A model's estimates are for whoever fits on with them; all that is shown stands in the tables.
      const { estimates: _, ...shown } = run.output;
      return { ...shown, views: viewsOf(method, run.output, levelOf(options)), paragraph: method.paragraph(options, run.output) };
    },
  };
}
