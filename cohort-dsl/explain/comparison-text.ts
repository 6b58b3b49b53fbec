import type { Expr } from '../plan/expressions';
import { type Speech, say } from './speech';

type Compare = Extract<Expr, { kind: 'compare' }>;

/** A comparison of two sides that are in words already: dates lie before and after one another, other values are above and below. */
export function comparisonText(speech: Speech, { op, as }: Pick<Compare, 'op' | 'as'>, left: string, right: string): string {
  if (as === 'day' || as === 'instant') return dateText(speech, op, left, right);
  switch (op) {
    case '=':
      return say(speech, `${left} is ${right}`, `${left}为${right}`);
    case '!=':
      return say(speech, `${left} is not ${right}`, `${left}不为${right}`);
    case '<':
      return say(speech, `${left} below ${right}`, `${left}小于 ${right}`);
    case '<=':
      return say(speech, `${left} at most ${right}`, `${left}不超过 ${right}`);
    case '>':
      return say(speech, `${left} above ${right}`, `${left}大于 ${right}`);
    case '>=':
      return say(speech, `${left} at least ${right}`, `${left}至少 ${right}`);
  }
}

function dateText(speech: Speech, op: Compare['op'], left: string, right: string): string {
  switch (op) {
    case '=':
      return say(speech, `${left} on ${right}`, `${left}为${right}`);
    case '!=':
      return say(speech, `${left} not on ${right}`, `${left}不为${right}`);
    case '<':
      return say(speech, `${left} before ${right}`, `${left}早于${right}`);
    case '<=':
      return say(speech, `${left} on or before ${right}`, `${left}不晚于${right}`);
    case '>':
      return say(speech, `${left} after ${right}`, `${left}晚于${right}`);
    case '>=':
      return say(speech, `${left} on or after ${right}`, `${left}不早于${right}`);
  }
}
