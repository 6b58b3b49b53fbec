/** Canonical numbers: lets, code sets and rows are numbered by their first use; what is not used is left out. */
import { mapExpr, mapPick, mapRows, someExpr } from '../plan/children';
import type { CodeSet, Expr, Pick, Rows } from '../plan/expressions';
import type { Let } from '../plan/nodes';

/** In the index clause `start of observation` is that of the patient's first period, later that of the period of the index. */
type Phase = 'index' | 'later';

export interface Sources {
  /** A let's value by its place in the program. */
  letValue(position: number): Expr;
  readonly codes: readonly CodeSet[];
}

export class Renumbering {
  readonly lets: Let[] = [];
  readonly codes: CodeSet[] = [];
  /** For each canonical code set, the places of the lists it was written as. */
  readonly written: number[][] = [];
  private readonly letIds = new Map<string, number>();
  private readonly codeIds = new Map<string, number>();
  private readonly codePlaces = new Map<number, number>();
  private readonly rowIds = new Map<number, number>();
  /** By the lets' places: whether they speak of the observation period. */
  private readonly observing = new Map<number, boolean>();
  private rowCount = 0;

  constructor(private readonly sources: Sources) {}

  expr(expr: Expr, phase: Phase = 'later'): Expr {
    const mapper = { expr: (inner: Expr) => this.expr(inner, phase), rows: (rows: Rows) => this.rows(rows, phase) };
    switch (expr.kind) {
      case 'let':
        return { ...expr, id: this.letId(expr.id, phase) };
      case 'inCodes': {
        const value = this.expr(expr.value, phase);
        return { ...expr, value, codes: this.codeId(expr.codes) };
      }
      case 'rowColumn':
        return { ...expr, row: this.rowIds.get(expr.row) ?? expr.row };
      case 'and':
      case 'or': {
        const args = flat(expr.kind, expr.args).map(mapper.expr);
        return { ...expr, args };
      }
      default:
        return mapExpr(expr, mapper);
    }
  }

  rows(rows: Rows, phase: Phase = 'later'): Rows {
    const row = this.rowCount++;
    this.rowIds.set(rows.row, row);
    const mapped = mapRows(rows, { expr: (inner) => this.expr(inner, phase), rows: (inner) => this.rows(inner, phase) });
    return { ...mapped, row };
  }

  pick(pick: Pick, phase: Phase = 'later'): Pick {
    return mapPick(pick, { expr: (inner) => this.expr(inner, phase), rows: (inner) => this.rows(inner, phase) });
  }

  /** A let that speaks of the observation period means another one in the index clause: it is then two lets. */
  private letId(position: number, phase: Phase): number {
    const key = this.speaksOfObservation(position) ? `${position} ${phase}` : String(position);
    const known = this.letIds.get(key);
    if (known !== undefined) return known;
    const value = this.expr(this.sources.letValue(position), phase);
    const needs = this.needs(value, key.endsWith('later'));
    const id = this.lets.push({ needs, value }) - 1;
    this.letIds.set(key, id);
    return id;
  }

  private speaksOfObservation(position: number): boolean {
    const known = this.observing.get(position);
    if (known !== undefined) return known;
    const speaks = someExpr(
      this.sources.letValue(position),
      (expr) => expr.kind === 'observation' || (expr.kind === 'let' && this.speaksOfObservation(expr.id)),
    );
    this.observing.set(position, speaks);
    return speaks;
  }

  private needs(value: Expr, ofIndexPeriod: boolean): Let['needs'] {
    let needs: Let['needs'] = ofIndexPeriod ? 'entry' : 'patient';
    const raise = (to: Let['needs']): void => {
      if (to === 'exit' || needs === 'patient') needs = to;
    };
    someExpr(value, (expr) => {
      if (expr.kind === 'entry') raise(expr.field === 'exit' ? 'exit' : 'entry');
      if (expr.kind === 'indexColumn') raise('entry');
      if (expr.kind === 'let') raise(this.lets[expr.id].needs);
      return false;
    });
    return needs;
  }

  private codeId(position: number): number {
    const known = this.codePlaces.get(position);
    if (known !== undefined) return known;
    const set = this.sources.codes[position];
    const key = JSON.stringify(set);
    let id = this.codeIds.get(key);
    if (id === undefined) {
      id = this.codes.push(set) - 1;
      this.codeIds.set(key, id);
      this.written.push([]);
    }
    this.written[id].push(position);
    this.codePlaces.set(position, id);
    return id;
  }
}

/** `a and (b and c)` is `a and b and c`. */
function flat(kind: 'and' | 'or', args: readonly Expr[]): readonly Expr[] {
  return args.flatMap((arg) => (arg.kind === kind ? flat(kind, arg.args) : [arg]));
}
