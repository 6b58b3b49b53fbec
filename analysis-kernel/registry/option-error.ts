/** Schema issues in the words of the cell's writer. */

import type { z } from 'zod';
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { didYouMean, nearestNames } from '../formula/nearest-name';
import { leaveOut } from '../results/method-error';
import type { CellError } from '../results/result';
import { type Method, type Response, responseOf } from './method';
import type { Condition } from './only-with';
import type { FormHint, OptionDeclaration } from './options';
import type { Path, YamlSource } from './yaml-source';

type FormulaRoles = Extract<FormHint, { control: 'formula' }>['roles'];

const TYPES: Readonly<Record<string, Localised>> = {
  string: { en: 'a text', zh: '文本' },
  number: { en: 'a number', zh: '数字' },
  int: { en: 'a whole number', zh: '整数' },
  boolean: { en: 'true or false', zh: 'true 或 false' },
  array: { en: 'a list', zh: '列表' },
  object: { en: 'a mapping such as {key: value}', zh: '形如 {key: value} 的映射' },
  record: { en: 'a mapping such as {key: value}', zh: '形如 {key: value} 的映射' },
};

/** One issue of a method's schema as errors with places, expectations and fixes. */
export function optionError(issue: z.core.$ZodIssue, method: Method, values: Record<string, unknown>, source: YamlSource): CellError[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const value = valueAt(values, path);
  // An item of a list is called by the name of its list; the place says which it is.
  const name = path.filter((part) => typeof part === 'string').join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path, method, source));
    case 'invalid_type':
      if (value === undefined) return [missingKey(name, path, method, source)];
      return [wrongType(name, value, expectation(issue.expected, path, method), source, path)];
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      if (value === undefined) return [missingKey(name, path, method, source)];
      const near = meantValues(String(value), allowed, name, method);
      return [
        source.error(
          'invalid_option',
          {
            en: `${name} is ${show(value)}; it can be ${allowed.join(', ')}.`,
            zh: `${name} 的值为 ${show(value)}；可选值为 ${allowed.join('、')}。`,
          },
          source.placeOf(path),
          near,
        ),
      ];
    }
    case 'too_small':
    case 'too_big':
      return [outOfRange(issue, name, value, source, path)];
    case 'invalid_union': {
      const best = issue.errors.flat().find((inner) => inner.path.length > 0) ?? issue.errors[0]?.[0];
      if (best === undefined) return [unreadable(name, value, source, path)];
      return optionError({ ...best, path: [...issue.path, ...best.path] }, method, values, source);
    }
    case 'custom': {
      const message = issue.params as Localised | undefined;
      if (message?.en === undefined) return [unreadable(name, value, source, path)];
      return [source.error('invalid_option', { en: message.en, zh: message.zh }, source.placeOf(path))];
    }
    default:
      return [unreadable(name, value, source, path)];
  }
}

/** An option that is written and would change nothing. */
export function idleOption(key: string, { said }: Condition, source: YamlSource): CellError {
  const text = {
    en: `${key} has no effect here: it counts only ${said.en}. Leave it out.`,
    zh: `${key} 在此不起作用：仅在${spaced(said.zh)}时有效。请删去。`,
  };
  const path = key.split('.');
  return source.error(
    'option_without_effect',
    text,
    source.placeOfKey(path) ?? source.placeOf(path),
    path.length > 1 ? [] : [leaveOut(key)],
  );
}

/** Chinese with a blank beside Latin letters at its ends. */
const spaced = (text: string) => text.replace(/^(?=[\w.])/u, ' ').replace(/(?<=[\w.])$/u, ' ');

/** The values of a choice that were likely meant: near in spelling, else with this word among their own. Never others: one of them would run. */
function meantValues(written: string, allowed: readonly string[], key: string, method: Method): readonly string[] {
  const near = nearestNames(written, allowed);
  const words = method.options.find((option) => option.key === key)?.valueWords ?? {};
  const plain = written.toLowerCase();
  const says = (value: string) => Object.values(words[value] ?? {}).some((text) => text.toLowerCase().includes(plain));
  return near.length > 0 || plain.length < 3 ? near : allowed.filter(says).slice(0, 3);
}

/** What was expected: of a whole option in the words of its declaration. */
function expectation(type: string, path: Path, method: Method): Localised {
  const known = TYPES[type] ?? { en: type, zh: type };
  const declared = path.length === 1 ? method.options.find((one) => one.key === path[0]) : undefined;
  return declared === undefined || type === 'object' ? known : { en: declared.type, zh: known.zh };
}

const WORDS_FOR_BOOLEANS: Readonly<Record<string, string>> = { yes: 'true', on: 'true', no: 'false', off: 'false' };

function valueAt(values: unknown, path: Path): unknown {
  let at: unknown = values;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string | number, unknown>)[part];
  }
  return at;
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function unknownKey(key: string, path: Path, method: Method, source: YamlSource): CellError {
  const inside = path.join('.');
  const known =
    path.length === 0
      ? ['method', ...method.options.map((declared) => declared.key).filter((name) => !name.includes('.'))]
      : nestedKeys(method, inside);
  const near = nearestNames(key, known);
  const owner = path.length === 0 ? method.id : inside;
  const inFormula = path.length === 0 && key === 'offset' && method.options.some(hasCovariates);
  const rest = inFormula
    ? { en: ' Write it in the formula, as + offset(log(person_years)).', zh: '请写入公式，如 + offset(log(person_years))。' }
    : near.length > 0
      ? didYouMean(near)
      : { en: ` Its keys: ${known.join(', ')}.`, zh: `可用的键：${known.join('、')}。` };
  return source.error(
    'unknown_key',
    { en: `${owner} has no key ${key}.${rest.en}`, zh: `${owner} 没有键 ${key}。${rest.zh}` },
    source.placeOfKey([...path, key]) ?? source.placeOf(path),
    inFormula ? [] : near,
  );
}

const hasCovariates = ({ form }: OptionDeclaration) => form.control === 'formula' && form.roles.includes('covariates');

/** Keys of a nested mapping, declared as `weights.column`. */
function nestedKeys(method: Method, inside: string): string[] {
  return method.options.flatMap(({ key }) => (key.startsWith(`${inside}.`) ? [key.slice(inside.length + 1)] : []));
}

function missingKey(name: string, path: Path, method: Method, source: YamlSource): CellError {
  const declared = method.options.find((one) => one.key === name);
  const place = path.length > 1 ? source.placeOf(path.slice(0, -1)) : { line: 1, column: 1 };
  return source.error(
    'missing_key',
    {
      en: declared === undefined ? `${method.id} needs the key ${name}.` : `${toFill(declared, method, 'en')} (in the text: \`${name}\`).`,
      zh: declared === undefined ? `${method.id} 需要键 ${name}。` : `${toFill(declared, method, 'zh')}（文本中为 \`${name}\`）。`,
    },
    place,
    path.length > 1 ? [] : [`${name}: `],
  );
}

/** Options left out that the method cannot do without beside those written. */
export function neededOptions(written: Readonly<Record<string, unknown>>, method: Method, source: YamlSource): CellError[] {
  return method.options.flatMap(({ key, needed, heeded }) =>
    needed && written[key] === undefined && heeded(written) ? [missingKey(key, [key], method, source)] : [],
  );
}

/** What to do about a required option that is not there, as its field in the form asks for it. */
function toFill({ label, form }: OptionDeclaration, method: Method, lang: Language): string {
  const { control } = form;
  if (control === 'formula') return partsToFill(form.roles, responseOf(method, { method: method.id }), lang);
  const field = lang === 'zh' ? `“${label.zh}”` : label.en;
  if (control === 'table')
    return lang === 'zh'
      ? `请在${field}中选择一张表；没有可选的表时，先添加队列或查询`
      : `Choose a table in the field ${field}; where none is offered, add a cohort or a query first`;
  if (control === 'column' || control === 'columns') {
    const [en, zh] = control === 'column' ? ['a column', '一列'] : ['columns', '列'];
    return lang === 'zh' ? `请在${field}中选择${zh}` : `Choose ${en} in the field ${field}`;
  }
  if (control === 'choice') return lang === 'zh' ? `请选择${field}` : `Choose one in the field ${field}`;
  return lang === 'zh' ? `请填写${field}` : `Fill in the field ${field}`;
}

/** A formula has no field of its own: the form asks for its parts, for an outcome over time in one field where a cohort made it. */
const PARTS = {
  survival: { en: 'Outcome (or Time and Event)', zh: '“结局”（或“时间”和“事件”）' },
  stretch: { en: 'Start of the row, End of the row, Event', zh: '“该行开始时间”、“该行结束时间”、“事件”' },
  outcome: { en: 'Outcome', zh: '“结局”' },
  covariates: { en: 'Covariates', zh: '“协变量”' },
} as const;

/** Without groups, strata and clusters an analysis is whole. */
function partsToFill(roles: FormulaRoles, response: Response, lang: Language): string {
  const overTime = roles.includes('start') ? PARTS.stretch : PARTS.survival;
  const outcome = response === 'none' ? [] : [response === 'survival' ? overTime : PARTS.outcome];
  const parts = [...outcome, ...(roles.includes('covariates') ? [PARTS.covariates] : [])].map((part) => part[lang]);
  if (lang === 'zh') return `请选择${parts.join('和')}`;
  return `Choose columns in the field${parts.length > 1 ? 's' : ''} ${parts.join(' and ')}`;
}

function wrongType(name: string, value: unknown, expected: Localised, source: YamlSource, path: Path): CellError {
  const given = value === null ? { en: 'empty', zh: '空' } : { en: show(value), zh: show(value) };
  return source.error(
    'wrong_type',
    { en: `${name} is ${given.en}; expected ${expected.en}.`, zh: `${name} 的值为 ${given.zh}；应为${expected.zh}。` },
    source.placeOf(path),
    typeof value === 'string' && expected.zh.includes('true') && Object.hasOwn(WORDS_FOR_BOOLEANS, value)
      ? [WORDS_FOR_BOOLEANS[value]]
      : [],
  );
}

function outOfRange(
  issue: Extract<z.core.$ZodIssue, { code: 'too_small' | 'too_big' }>,
  name: string,
  value: unknown,
  source: YamlSource,
  path: Path,
): CellError {
  const small = issue.code === 'too_small';
  const bound = String(small ? issue.minimum : issue.maximum);
  if (issue.origin === 'array' || issue.origin === 'string') {
    return source.error('invalid_option', { en: `${name} is empty.`, zh: `${name} 为空。` }, source.placeOf(path));
  }
  const en = `${small ? (issue.inclusive ? 'at least' : 'above') : issue.inclusive ? 'at most' : 'below'} ${bound}`;
  const zh = `${small ? (issue.inclusive ? '不小于' : '大于') : issue.inclusive ? '不大于' : '小于'} ${bound}`;
  return source.error(
    'out_of_range',
    { en: `${name} is ${show(value)}; it must be ${en}.`, zh: `${name} 的值为 ${show(value)}；应${zh}。` },
    source.placeOf(path),
  );
}

function unreadable(name: string, value: unknown, source: YamlSource, path: Path): CellError {
  return source.error(
    'invalid_option',
    { en: `${name} cannot be ${show(value)}.`, zh: `${name} 不能为 ${show(value)}。` },
    source.placeOf(path),
  );
}
