import type { Expr, RowSource } from '../plan/expressions';
import type { IndexPlan, LongTable, OutcomePlan, Plan, Reason, Step } from '../plan/nodes';
import type { Dictionary } from '../schema/dictionary';
import type { Language } from '../source/localised';
import { codeListText } from './code-list-text';
import { codesText, expressionText, INDEX_ROW } from './expression-text';
import { rowColumnOf, rowsText } from './rows-text';
import type { Place } from './say-expression';
import { columnText, durationText, listText, type Speech, say } from './speech';

export interface Explanation {
  readonly sections: readonly ExplanationSection[];
  /** All of it as text: a heading a line, its sentences below. */
  readonly text: string;
}

interface ExplanationSection {
  readonly heading: string;
  readonly sentences: readonly string[];
}

/** The speech and place in which a plan's expressions are put into words. */
function speechOf(plan: Plan, dictionary: Dictionary, lang: Language): { readonly speech: Speech; readonly place: Place } {
  const speech: Speech = {
    lang,
    dictionary,
    codes: plan.codes,
    lets: plan.lets,
    labels: plan.labels,
    outcomes: plan.outcomes.map((outcome, at) => plan.labels.outcomes[at] ?? outcome.name),
    variables: plan.variables.map((variable, at) => plan.labels.variables[at] ?? variable.name),
  };
  const source = indexSource(plan.index);
  return { speech, place: { rows: new Map<number, RowSource>(source ? [[INDEX_ROW, source]] : []) } };
}

function indexSource(index: IndexPlan): RowSource | null {
  if (index.kind === 'pick') return index.pick.rows.source;
  return index.kind === 'each' ? index.rows.source : null;
}

/** Words for each step of the plan: its label, or what it asks. The labels of attrition. */
export function stepTexts(plan: Plan, dictionary: Dictionary, lang: Language): string[] {
  const { speech, place } = speechOf(plan, dictionary, lang);
  return plan.steps.map((step, at) => plan.labels.steps[at] || stepText(step, speech, place));
}

function stepText(step: Step, speech: Speech, place: Place): string {
  switch (step.kind) {
    case 'include':
    case 'exclude':
      return capital(expressionText(speech, step.condition, place));
    case 'keep':
      return step.which === 'first'
        ? say(speech, 'First entry of each patient', '每名患者的首次入组记录')
        : say(speech, 'Last entry of each patient', '每名患者的末次入组记录');
    case 'merge':
      return say(
        speech,
        `Entries within ${durationText(speech, step.within)} merged`,
        `合并间隔 ${durationText(speech, step.within)}内的入组记录`,
      );
  }
}

/** Words for a date that was given no label. `exit_reason` and causes hold the English ones, whoever reads them, since they are data. */
export function reasonWords(dictionary: Dictionary, lang: Language = 'en'): (expr: Expr, plan: Pick<Plan, 'codes' | 'lets'>) => string {
  return (expr, { codes, lets }) => expressionText({ lang, dictionary, codes, lets, labels: null, outcomes: [], variables: [] }, expr);
}

/** A compiled cohort as a protocol puts it: who, when, criteria, follow-up, outcomes, variables, code lists. */
export function explain(plan: Plan, dictionary: Dictionary, lang: Language): Explanation {
  const { speech, place } = speechOf(plan, dictionary, lang);
  const steps = stepTexts(plan, dictionary, lang);
  const stepsOf = (kind: 'include' | 'exclude') =>
    plan.steps.flatMap((step, at) => {
      if (step.kind !== kind) return [];
      const words = expressionText(speech, step.condition, place);
      const label = plan.labels.steps[at];
      return [label ? named(speech, label, words) : capital(words)];
    });
  const other = plan.steps.flatMap((step, at) => (step.kind === 'keep' || step.kind === 'merge' ? [steps[at]] : []));
  const sections: ExplanationSection[] = [
    { heading: say(speech, 'Index date', '入组日期'), sentences: [indexText(plan, speech)] },
    { heading: say(speech, 'Included', '纳入'), sentences: [...stepsOf('include'), ...other] },
    { heading: say(speech, 'Excluded', '排除'), sentences: stepsOf('exclude') },
    { heading: say(speech, 'Follow-up', '随访'), sentences: [followText(plan.follow, speech, place), ...originText(plan, speech, place)] },
    {
      heading: say(speech, 'Outcomes', '结局'),
      sentences: plan.outcomes.map((outcome, at) => outcomeText(outcome, plan.labels.outcomes[at], speech, place)),
    },
    {
      heading: say(speech, 'Variables', '变量'),
      sentences: plan.variables.map(({ name, value }, at) =>
        named(speech, plan.labels.variables[at] ?? name, expressionText(speech, value, place)),
      ),
    },
    {
      heading: say(speech, 'Long tables', '长表'),
      sentences: plan.longTables.map((table) => seriesText(table, speech, place)),
    },
    {
      heading: say(speech, 'Code lists', '编码集'),
      sentences: plan.labels.codes.flatMap(({ name, written }, at) =>
        name ? [`${codesText(speech, at)}${say(speech, ': ', '：')}${codeListText(speech, written)}`] : [],
      ),
    },
  ].filter(({ sentences }) => sentences.length > 0);
  const text = sections
    .map(({ heading, sentences }) => `${heading}\n${sentences.map((sentence) => `  ${sentence}`).join('\n')}`)
    .join('\n');
  return { sections, text };
}

function capital(text: string): string {
  return text === '' ? text : text[0].toUpperCase() + text.slice(1);
}

function indexText({ index }: Plan, speech: Speech): string {
  const nowhere: Place = { rows: new Map() };
  switch (index.kind) {
    case 'pick':
      return capital(expressionText(speech, { ...index.pick, column: dateOf(index.pick.rows.source) ?? index.pick.column }, nowhere));
    case 'date':
      return capital(expressionText(speech, index.value, nowhere));
    case 'each':
      return capital(eachText(index, speech, nowhere));
    case 'firstOf': {
      const arms = index.arms.map(({ rows, label }) => `${rowsText(speech, rows, expressionText, nowhere)} (${label})`);
      return say(speech, `The first of ${listText(speech, arms, 'or')}`, `${listText(speech, arms, 'or')}中最早者`);
    }
    case 'every':
      return say(
        speech,
        `Every ${durationText(speech, index.every)} from ${expressionText(speech, index.from)} to ${expressionText(speech, index.to)}`,
        `自${expressionText(speech, index.from)}至${expressionText(speech, index.to)}每 ${durationText(speech, index.every)}`,
      );
  }
}

function eachText({ rows, spaced }: Pick<Extract<IndexPlan, { kind: 'each' }>, 'rows' | 'spaced'>, speech: Speech, place: Place): string {
  const words = rowsText(speech, rows, expressionText, place, { lead: '每次' });
  const apart = spaced
    ? say(speech, `, at least ${durationText(speech, spaced)} apart`, `，彼此至少相隔 ${durationText(speech, spaced)}`)
    : '';
  return say(speech, `each ${words}${apart}`, `${words}${apart}`);
}

function dateOf(source: RowSource): string | null {
  return 'date' in source ? source.date : null;
}

/** Follow-up always ends with observation or death as well. */
function followText(reasons: readonly Reason[], speech: Speech, place: Place): string {
  const named = (which: 'end' | 'death') =>
    reasons.some(({ value }) => (which === 'death' ? value.kind === 'patientDate' : value.kind === 'observation'));
  const bounds = [
    ...(named('end') ? [] : [say(speech, 'end of observation', '观察期结束')]),
    ...(named('death') ? [] : [say(speech, 'death', '死亡')]),
  ];
  const bound = bounds.length === 0 ? null : listText(speech, bounds, 'or');
  const dates = reasons.map((reason) => reasonText(reason, speech, place));
  if (dates.length === 0) return say(speech, `Until ${bound}`, `至${bound}`);
  const latest = bound === null ? '' : say(speech, `, at the latest until ${bound}`, `，最迟至${bound}`);
  if (dates.length === 1) return say(speech, `Until ${dates[0]}${latest}`, `至${dates[0]}${latest}`);
  return say(speech, `Until the earliest of ${listText(speech, dates, 'and')}${latest}`, `至以下最早者：${dates.join('；')}${latest}`);
}

function originText({ origin }: Plan, speech: Speech, place: Place): string[] {
  if (origin === null) return [];
  const date = expressionText(speech, origin, place);
  return [say(speech, `Time counts from ${date}; entry is at the index date`, `时间自${date}起算；自入组日期起进入观察`)];
}

function seriesText({ name, rows, date, columns }: LongTable, speech: Speech, place: Place): string {
  const words = [date, ...columns.filter((column) => column !== date)].map((column) =>
    columnText(speech, rowColumnOf(speech, rows.source, column), column),
  );
  const of = rowsText(speech, rows, expressionText, place, { lead: '每次' });
  return say(speech, `${name}: ${listText(speech, words, 'and')} of each ${of}`, `${name}：${of}的${words.join('、')}`);
}

function reasonText({ value, label }: Reason, speech: Speech, place: Place): string {
  const words = expressionText(speech, value, place);
  // A label that is the explained text says nothing more; it is kept in English, whatever the reader's language.
  const unsaid = label === '' || label === expressionText({ ...speech, lang: 'en', labels: null }, value, place);
  return unsaid || label === words ? words : say(speech, `${words} (“${label}”)`, `${words}（“${label}”）`);
}

/** `Age: age at the index date`; the name alone where it is what the words say. */
function named(speech: Speech, name: string, words: string): string {
  return name.toLowerCase() === words.toLowerCase() ? name : `${name}${say(speech, ': ', '：')}${words}`;
}

function outcomeText(outcome: OutcomePlan, label: string | null, speech: Speech, place: Place): string {
  const name = label ?? outcome.name;
  const colon = say(speech, ': ', '：');
  const until = outcome.until
    ? say(
        speech,
        `; followed until ${outcome.until.map((reason) => reasonText(reason, speech, place)).join(', ')}`,
        `；随访至${outcome.until.map((reason) => reasonText(reason, speech, place)).join('、')}`,
      )
    : '';
  switch (outcome.kind) {
    case 'date':
      return `${named(speech, name, expressionText(speech, outcome.value, place))}${until}`;
    case 'causes':
      return `${name}${colon}${say(speech, 'the earliest of ', '以下最早者：')}${listText(
        speech,
        outcome.causes.map((cause) => reasonText(cause, speech, place)),
        'or',
      )}${until}`;
    case 'each':
      return `${name}${colon}${eachText(outcome, speech, place)}${until}`;
  }
}
