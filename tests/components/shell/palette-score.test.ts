import { describe, expect, it } from 'vitest';
import { paletteScore } from '@/components/shell/palette-score';

const ranked = (search: string, entries: readonly (readonly string[])[]) =>
  entries
    .map((words) => ({ name: words[0], score: paletteScore(search, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ name }) => name);

describe('what the palette finds', () => {
  it('is every typed word, not letters strewn over a title', () => {
    expect(
      ranked('primary breast', [['Hormone therapy and recurrence in node-positive breast cancer'], ['Primary breast cancer']]),
    ).toEqual(['Primary breast cancer']);
    expect(ranked('cancer primary', [['Primary breast cancer']])).toEqual(['Primary breast cancer']);
  });

  it('begins with names that begin so, then with words that do, then with other words of the entry', () => {
    const entries = [['Telecox'], ['My cox'], ['Hazards', 'cox'], ['Cox regression'], ['Kaplan–Meier', 'km']];
    expect(ranked('Cox', entries)).toEqual(['Cox regression', 'My cox', 'Hazards', 'Telecox']);
  });

  it('reads Chinese, where words have no blanks between them', () => {
    expect(ranked('回归', [['Cox 回归'], ['生存曲线']])).toEqual(['Cox 回归']);
    expect(ranked('乳腺', [['原发性乳腺癌']])).toEqual(['原发性乳腺癌']);
  });

  it('keeps everything while nothing is typed', () => {
    expect(paletteScore('', ['Anything'])).toBe(1);
  });
});
