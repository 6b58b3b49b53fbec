import type { Lint } from './lint';
import { exprsOfRows } from './look';

/** A series whose rows are chosen by an outcome's date: it is known only after the fact, and only for those who had the outcome. */
export const seriesOutcome: Lint = (program, warn) => {
  for (const { clause, rows } of program.series) {
    for (const expr of exprsOfRows(program, rows)) {
      if (expr.kind !== 'outcomeDate') continue;
      const outcome = program.outcomes[expr.id].clause.name.text;
      warn('lint-series-outcome', program.spanOf(expr) ?? clause.events.span, { series: clause.name.text, outcome });
    }
  }
};
