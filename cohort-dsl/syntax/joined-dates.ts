import { type Fix, replaceFix } from '../diagnostics/diagnostic';
import type { Span } from '../source/span';

/**
 * Both readings of dates that `and` or `or` joins, the one that the word means most often first.
 * @param span the place of all of them
 * @param dates each date as it is written
 * @param braces whether `earliest` is written with braces, as an outcome's own dates are
 */
export function bothReadings(op: 'and' | 'or', span: Span, dates: readonly string[], braces = false): readonly Fix[] {
  const texts = dates.map((date) => date.replace(/^any\b/, 'first'));
  const earliest = braces ? `earliest { ${texts.join('; ')} }` : `earliest(${texts.join(', ')})`;
  const latest = `latest(${texts.join(', ')})`;
  return (op === 'or' ? [earliest, latest] : [latest, earliest]).map((text) =>
    replaceFix(span, text, { en: `write \`${text}\``, zh: `写作 \`${text}\`` }),
  );
}
