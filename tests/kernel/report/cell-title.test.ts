/** Sections of a report: no two are called alike, and none by the name of a cell where there is something better. */
import { describe, expect, it } from 'vitest';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { cellTitles } from '@/analysis-kernel/report/cell-title';

const baseline = (name: string, data: string) => `\`\`\`analysis name=${name}\nmethod: table1\ndata: ${data}\n\`\`\`\n`;
const cohort = (name: string, comment = '') => `\`\`\`cohort name=${name}\n${comment}index at first surgery\n\`\`\`\n`;

function titlesOf(text: string, lang: 'en' | 'zh' = 'zh'): readonly (string | undefined)[] {
  const { cells } = readNotebook(text);
  const titles = cellTitles(cells, () => null, lang);
  return cells.filter(({ kind }) => kind !== 'text').map(({ id }) => titles.get(id));
}

describe('titles of a report', () => {
  it('an only cohort is the study’s; one with a comment is called so', () => {
    expect(titlesOf(cohort('advanced_ckd'))).toEqual(['研究队列']);
    expect(titlesOf(cohort('advanced_ckd'), 'en')).toEqual(['Study cohort']);
    expect(titlesOf(cohort('advanced_ckd', '// 晚期慢性肾脏病\n'))).toEqual(['晚期慢性肾脏病']);
    expect(titlesOf(cohort('a') + cohort('b'))).toEqual(['研究队列 1', '研究队列 2']);
  });

  it('analyses called alike are told apart by their cohort', () => {
    const text = `${cohort('a', '// 治疗组\n')}${cohort('b')}${baseline('t1', 'a')}${baseline('t2', 'b')}`;
    expect(titlesOf(text)).toEqual(['治疗组', '研究队列 2', '基线表（表 1）：治疗组', '基线表（表 1）：研究队列 2']);
  });

  it('or by the heading they stand under, or by number where neither tells', () => {
    const text = `${cohort('a')}# 全部患者\n\n${baseline('t1', 'a')}\n## 按中心\n\n${baseline('t2', 'a')}\n${baseline('t3', 'a')}`;
    expect(titlesOf(text)).toEqual(['研究队列', '基线表（表 1）：全部患者', '基线表（表 1）（2）', '基线表（表 1）（3）']);
    expect(titlesOf(baseline('only', 'a'), 'en')).toEqual(['Baseline table (Table 1)']);
  });
});
