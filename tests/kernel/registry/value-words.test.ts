/** A form shows the words of a value, never its spelling in YAML alone. */
import { expect, it } from 'vitest';
import { loadMethods } from '@/analysis-kernel/registry/registry';

const methods = await loadMethods();

const picked = methods.flatMap(({ id, options }) =>
  options.filter(({ values }) => values !== null).map((option) => [`${id}.${option.key}`, option] as const),
);

it.each(picked)('%s has words in both languages for each of its values', (_, { values, defaultText, valueWords, form }) => {
  expect(values?.length).toBeGreaterThan(1);
  for (const shown of [...(values ?? []), ...(defaultText === null || form.control !== 'choice' ? [] : [defaultText])]) {
    expect(valueWords[shown]?.en, shown).toMatch(/./u);
    expect(valueWords[shown]?.zh, shown).toMatch(/./u);
  }
});

const helped = methods.flatMap(({ id, options }) =>
  options.filter(({ form }) => form.control !== 'fields').map((option) => [`${id}.${option.key}`, option, options] as const),
);

it.each(helped)('the help of %s says values in words, not in their spelling', (_, { help }, options) => {
  const spelled = options.flatMap(({ values, valueWords }) => (values ?? []).filter((value) => valueWords[value]?.zh !== value));
  const prose = help.zh.replaceAll(/`[^`]*`/gu, '');
  expect(
    spelled.filter((value) => new RegExp(`(?<![\\w-])${value}(?![\\w-])`, 'u').test(prose.replaceAll(/Kaplan–Meier|survival 包/gu, ''))),
  ).toEqual([]);
});
