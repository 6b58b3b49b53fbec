import { expect, it } from 'vitest';
import { joinedLabel, labelMark, withoutMarks } from '@/analysis-kernel/results/label-marks';

const words = (en: string, zh: string) => ({ en, zh });
const death = words('Death', '死亡');

it('a label and a value called alike are said once', () => {
  expect(joinedLabel(death, death)).toEqual(death);
  expect(joinedLabel(death, words('No', '否'))).toEqual(words('Death: No', '死亡：否'));
});

it('also where the label stands in the cohort and is put in later, in each language by itself', () => {
  const mark = labelMark('dead');
  const joined = joinedLabel(words(mark, mark), words('Died', '死亡'));
  const shown = (lang: 'en' | 'zh', label: typeof death | null) => withoutMarks(`${joined[lang]}, 12`, () => label, lang);
  expect(shown('zh', death)).toBe('死亡, 12');
  expect(shown('en', death)).toBe('Death: Died, 12');
  expect(shown('zh', words('Outcome', '结局'))).toBe('结局：死亡, 12');
  expect(shown('en', null)).toBe('dead: Died, 12');
});

it('two brackets that meet in a Chinese text are one, whichever of them a label brought', () => {
  const shown = (label: string, text: string) => withoutMarks(text, () => words(label, label), 'zh');
  expect(shown('性别', `${labelMark('sex')}（男）（按糖尿病）：卡方检验`)).toBe('性别（男，按糖尿病）：卡方检验');
  expect(shown('血糖（空腹）', `${labelMark('x')}（按性别）`)).toBe('血糖（空腹，按性别）');
  expect(shown('x', '列“a（b）（c）”与 `f（）（）`')).toBe('列“a（b）（c）”与 `f（）（）`');
});

it('several marks of one text are each their column', () => {
  const text = `${labelMark('a')} × ${joinedLabel(words(labelMark('b'), labelMark('b')), words('yes', '是')).en}`;
  expect(withoutMarks(text, (column) => words(column.toUpperCase(), column), 'en')).toBe('A × B: yes');
});

it('a Chinese text has no blank between Chinese characters once its labels are in; code, quoted values and Latin names keep theirs', () => {
  const shown = (zh: string, text = `${labelMark('age')} 的均数`) => withoutMarks(text, () => words(zh, zh), 'zh');
  expect(shown('手术时年龄')).toBe('手术时年龄的均数');
  expect(shown('eGFR')).toBe('eGFR 的均数');
  for (const name of ['one', 'g3', 'g_'])
    expect([shown(name, `${labelMark('g')}有 3 组`), shown(name, `按${labelMark('g')}分组`)]).toEqual([
      `${name} 有 3 组`,
      `按 ${name} 分组`,
    ]);
  expect(shown('年龄', `列 ${labelMark('age')} 、\`首次 检查\` 与“无 记录”`)).toBe('列年龄、`首次 检查` 与“无 记录”');
});

it('a value that begins with its label as a word says it once', () => {
  const joined = (label: string, value: string) => joinedLabel(words(label, label), words(value, value));
  expect(joined('Centre', 'Centre 1').en).toBe('Centre 1');
  expect(joined('中心', '中心1').zh).toBe('中心1');
  expect(joined('T', 'T1').en).toBe('T1');
  expect(joined('Sex', 'Sexual').en).toBe('Sex: Sexual');
  expect(joined('Male', 'Male').en).toBe('Male');
});
