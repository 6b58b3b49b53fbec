/**
 * The method registry's contract. One `Method` holds all that is known of an analysis method: the YAML checker, completion,
 * the form, the manual, the report and the disclosure rules are read from it and from nowhere else.
 */

import type { z } from 'zod';
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure, FigureKind } from '../figures/kinds';
import type { Frame, ValueType } from '../frame/column';
import type { ErrorDeclarations } from '../results/method-error';
import type { ResultTable, Rows, Value, Warning } from '../results/result';
import type { View, ViewOf } from '../views/kinds';
import type { MethodEntry } from './entry';
import { fetched } from './fetched';
import type { OfferedColumn } from './offered-column';
import { type Condition, idleOptions } from './only-with';
import { declarationsOf, type OptionDeclaration, type OptionFields, type OptionsOf, schemaOf } from './options';
import type { Work } from './pool';

/** What a released table must be checked for; a table that declares nothing cannot be released. */
export type Disclosure =
  | { readonly kind: 'counts'; readonly columns: readonly string[]; readonly minimum?: readonly string[] }
  | { readonly kind: 'curve'; readonly atRisk: string; readonly events: string; readonly censored: string }
  | { readonly kind: 'model'; readonly parameters: 'coefficients' }
  | { readonly kind: 'statistic' }
  /** Rows of single patients: never released. */
  | { readonly kind: 'patient-level' };

export interface ColumnDeclaration {
  readonly name: string;
  readonly type: ValueType;
  readonly description: Localised;
  /** Its heading, where the field has no word for its name. */
  readonly header?: Localised;
  /** Words for its values. */
  readonly words?: Readonly<Record<string, Localised>>;
}

export interface TableDeclaration {
  readonly name: string;
  /** Its caption. */
  readonly title: Localised;
  readonly description: Localised;
  readonly columns: readonly ColumnDeclaration[];
  /** Columns that stand after them where an option or the kind of fit asks for them. */
  readonly added?: readonly ColumnDeclaration[];
  /** When the table appears: always, or the option that asks for it, in words of the manual. */
  readonly appears: Localised;
  readonly disclosure: Disclosure;
  /** The data of a figure, or what another table's notes say: not shown unasked. */
  readonly folded?: boolean;
  /** How it is laid out where the method gives no view of it: column by column, or its one row downwards. */
  readonly layout?: 'table' | 'facts';
}

export interface MethodInput<Options> {
  readonly options: Options;
  /** `data` after `where`; all its columns. */
  readonly frame: Frame;
  /** Other tables the options name (`predictions.data`), by name. */
  readonly tables: ReadonlyMap<string, Frame>;
}

/** Estimates of a model, for pooling over imputations and comparing models. */
export interface Estimates {
  readonly names: readonly string[];
  /** NaN where earlier columns determine this one. */
  readonly beta: Float64Array;
  /** p × p, the variance the intervals use. */
  readonly vcov: Float64Array;
  /** Degrees of freedom of t; null where the normal distribution is used. */
  readonly df: number | null;
}

export interface MethodOutput {
  readonly tables: ReadonlyMap<string, ResultTable>;
  readonly figures: readonly Figure[];
  /** How tables are laid out that deserve more than their declaration asks for. */
  readonly views?: readonly View[];
  readonly warnings: readonly Warning[];
  /** Ties, transform, quantile type …: what each number follows. */
  readonly conventions: Readonly<Record<string, Value>>;
  readonly seed: number | null;
  readonly rows: Rows;
  /** Of a model; not of curves, tests and descriptions. */
  readonly estimates?: Estimates;
  /** A results-section sentence. */
  readonly sentence: Localised;
  /** Column-level facts the views use for rounding and labels (term → label). */
  readonly labels: Readonly<Record<string, Localised>>;
}

interface Reference {
  readonly text: string;
  readonly doi: string | null;
}

/** A cell that runs as it stands on an embedded database, with the sentence it gives: the manual shows both, a test runs it. */
interface Example {
  readonly database: string;
  /** A query that makes the cell's `data`, where no table of the database is it. */
  readonly sql?: string;
  readonly cell: string;
  readonly sentence: Localised;
}

/** What a method models: which columns may stand for the outcome, and how a form asks for it. */
export type Response = 'survival' | 'numeric' | 'binary' | 'counts' | 'none';

/** Options as a cell has them written, before they are checked. */
export type Written = Readonly<Record<string, unknown>>;

type Starting = (columns: readonly OfferedColumn[]) => Written;

type Run<Options> = (input: MethodInput<Options>, work: Work) => MethodOutput | Promise<MethodOutput>;

/** What a method's file writes down. */
interface MethodDeclaration<Fields extends OptionFields> extends MethodEntry {
  /** A method with families tells it from the options. */
  readonly response: Response | ((written: Written) => Response);
  /** What a new cell is filled with, where that does not follow from the options. */
  readonly starting?: Starting;
  /** What the form writes when the option of this key was changed, where others have to fit it. */
  readonly changed?: (key: string, written: Written, columns: readonly OfferedColumn[]) => Written;
  /** In the manual's order; the form's too. */
  readonly options: Fields;
  readonly tables: readonly TableDeclaration[];
  /** Kinds of the figures it may give; none unless said. */
  readonly figures?: readonly FigureKind[];
  /** All that `run` may refuse, shared ones included. */
  readonly errors: ErrorDeclarations;
  /** Fetches what computes it, which throws MethodError for a mistake in what it was given and hears a cancel where it may take long. */
  readonly run: () => Promise<Run<OptionsOf<Fields>>>;
  /** Methods paragraph: estimator, options, software version, references. */
  readonly paragraph: (options: OptionsOf<Fields>, output: MethodOutput) => Localised;
  /** The script for the table as it is exported; what the values alone decided, as which word is the event, stands in the result's conventions. */
  readonly rScript: (options: OptionsOf<Fields>, conventions?: MethodOutput['conventions']) => string;
  readonly references: readonly Reference[];
  readonly examples?: readonly Example[];
}

export interface Method<Options = unknown> extends MethodEntry {
  readonly response: Response | ((written: Written) => Response);
  readonly starting?: Starting;
  readonly changed?: (key: string, written: Written, columns: readonly OfferedColumn[]) => Written;
  /** Strict: an unknown key is an error with a suggestion. */
  readonly schema: z.ZodType<Options>;
  /** All that is declared of the options, fields of mappings included. */
  readonly options: readonly OptionDeclaration[];
  /** Keys written that have no effect beside the other options written, each with when it has one. */
  readonly idle: (written: Written) => readonly { readonly key: string; readonly only: Condition }[];
  readonly tables: readonly TableDeclaration[];
  /** Kinds of the figures it may give. */
  readonly figures: readonly FigureKind[];
  /** All that `run` may refuse, by code. */
  readonly errors: ErrorDeclarations;
  /** Tables besides `data` the options refer to. */
  readonly tablesUsed: (options: Options) => readonly string[];
  /**
   * Computes it, on code fetched with the first run. Rejects with MethodError for a mistake in what it was given, with MethodUnavailable
   * where the code cannot be had.
   */
  readonly run: (input: MethodInput<Options>, work: Work) => Promise<MethodOutput>;
  readonly paragraph: (options: Options, output: MethodOutput) => Localised;
  readonly rScript: (options: Options, conventions?: MethodOutput['conventions']) => string;
  readonly references: readonly Reference[];
  readonly examples: readonly Example[];
}

/** A method from its declaration: schema, list of options and tables read follow from the options declared. */
export function defineMethod<const Fields extends OptionFields>(declaration: MethodDeclaration<Fields>): Method<OptionsOf<Fields>> {
  const { options: fields, run, ...rest } = declaration;
  const options = declarationsOf(fields);
  const tables = options.filter(({ key, form }) => form.control === 'table' && key !== 'data');
  return {
    examples: [],
    figures: [],
    ...rest,
    run: async (input, work) => (await fetched(rest.id, run))(input, work),
    options,
    schema: schemaOf(fields),
    idle: (written) => idleOptions(fields, written),
    tablesUsed: (given) => {
      const named = tables.map(({ key }) => valueAt(given, key.split('.')));
      const data = valueAt(given, ['data']);
      return [...new Set(named.filter((name) => typeof name === 'string' && name !== data))] as string[];
    },
  };
}

/** What the method models under the options written. */
export function responseOf({ response }: Pick<Method, 'response'>, written: Written): Response {
  return typeof response === 'function' ? response(written) : response;
}

/** Headings and words of a table's columns, as they are declared. */
export function declaredColumns({ columns, added = [] }: Pick<TableDeclaration, 'columns' | 'added'>): ViewOf<'table'>['columns'] {
  return Object.fromEntries(
    [...columns, ...added].flatMap(({ name, header, words }) =>
      header === undefined && words === undefined ? [] : [[name, { ...(header ? { header } : {}), ...(words ? { words } : {}) }]],
    ),
  );
}

/** How each table of a result is laid out: as the method says, else by its declaration. */
export function viewsOf(
  { tables: declared }: Pick<Method, 'tables'>,
  { tables, views = [] }: Pick<MethodOutput, 'tables' | 'views'>,
  confLevel?: number,
): readonly View[] {
  return [...tables.keys()].flatMap((name): View[] => {
    const own = views.find(({ table }) => table === name);
    if (own !== undefined) return [withLevel(own, confLevel)];
    const table = declared.find((one) => one.name === name);
    if (table === undefined) return [];
    const declaredView: View = {
      kind: table.layout ?? 'table',
      table: name,
      title: table.title,
      folded: table.folded ?? false,
      notes: [],
      columns: declaredColumns(table),
    };
    return [withLevel(declaredView, confLevel)];
  });
}

/** A table that is printed has the limits of its intervals in brackets; one that is folded is data, a number a column. */
function withLevel(view: View, confLevel: number | undefined): View {
  return view.kind !== 'table' || view.folded || confLevel === undefined ? view : { ...view, confLevel };
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
    value,
  );
}
