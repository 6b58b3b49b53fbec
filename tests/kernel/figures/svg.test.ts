import { describe, expect, it } from 'vitest';
import { shorten, shortenName, textWidth } from '@/analysis-kernel/figures/svg';

describe('a label', () => {
  const labels = Array.from({ length: 40 }, (_, n) => `${'liver_and_'.repeat(4).slice(0, n + 1)}: Yes`);

  it('that has room is whole, though its width was added up', () => {
    for (const label of labels) {
      const width = textWidth(label, 12) + 20 - 20;
      expect([shorten(label, width), shortenName(label, width)]).toEqual([label, label]);
    }
  });

  it('that has none keeps its level', () => {
    expect(shortenName('Adjuvant hormone therapy: Yes', 120)).toMatch(/^Adj.*…: Yes$/u);
  });
});
