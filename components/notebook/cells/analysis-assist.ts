import { changeBetween } from '@/analysis-kernel/document/text-change';
import type { OfferedTable } from '@/analysis-kernel/host/contract';
import type { Method } from '@/analysis-kernel/registry/method';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import type { OptionDeclaration } from '@/analysis-kernel/registry/options';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { loadMethod, methodEntries } from '@/analysis-kernel/registry/registry';
import { chineseText } from '@/analysis-kernel/results/chinese-text';
import { listText, unitText } from '@/analysis-kernel/results/format';
import type { CellError, Value } from '@/analysis-kernel/results/result';
import type { Language } from '@/cohort-dsl/source/localised';
import type {
  HoverText,
  LanguageAssist,
  Problem,
  ProblemFix,
  SourceSpan,
  Suggestion,
  SuggestionKind,
} from '@/components/editor/language-assist';
import { applyFix } from '@/components/notebook/cells/apply-fix';
import { type AnalysisPlace, analysisPlace } from './analysis-place';

export interface AnalysisSurroundings {
  readonly tables: () => Promise<readonly OfferedTable[]>;
  readonly inputs: () => ReadonlyMap<string, Value>;
  readonly lang: Language;
  /** `Mend: …` around a fix. */
  readonly fixTitle: (fix: string) => string;
}

/** Help with the YAML of an analysis cell, from the method registry and the tables there are. */
export function analysisAssist(around: AnalysisSurroundings): LanguageAssist {
  return {
    check: (source) => problems(source, around),
    complete: async (source, offset) => complete(source, offset, around),
    hover: async (source, offset) => hover(source, offset, around),
  };
}

async function problems(source: string, { inputs, lang, fixTitle }: AnalysisSurroundings): Promise<Problem[]> {
  if (source.trim() === '') return [];
  const parsed = await parseAnalysis(source, inputs());
  if (parsed.ok) return [];
  return parsed.errors.map((error) => {
    const message = lang === 'zh' ? chineseText(error.message.zh) : error.message.en;
    const fixes = error.fixes.flatMap((fix) => fixOf(source, error, fix, fixTitle(fix.trim())));
    return { code: error.code, severity: 'error', span: spanOf(source, error), message, finding: message, fixes };
  });
}

/** From an error's place to the end of its word, or of its line where no word stands there. */
function spanOf(source: string, { line, column }: CellError): SourceSpan {
  const lines = source.split('\n');
  const at = Math.min((line ?? 1) - 1, lines.length - 1);
  const lineStart = lines.slice(0, at).reduce((sum, text) => sum + text.length + 1, 0);
  const start = Math.min(lineStart + (column ?? 1) - 1, lineStart + lines[at].length);
  const word = /^[\p{L}\p{N}_.$]+/u.exec(source.slice(start))?.[0].length ?? 0;
  return { start, end: word > 0 ? start + word : lineStart + lines[at].length };
}

/** A fix that holds a key is a line to add; any other stands in for the word at the place. */
function fixOf(source: string, error: CellError, fix: string, title: string): ProblemFix[] {
  if (/^\w+:/u.test(fix)) {
    const first = fix.startsWith('method:');
    const gap = first || source.endsWith('\n') || source === '' ? '' : '\n';
    const at = first ? 0 : source.length;
    return [{ title, edits: [{ span: { start: at, end: at }, text: first ? `${fix}\n` : `${gap}${fix}` }] }];
  }
  const body = applyFix(source, error, fix);
  const change = body === null ? null : changeBetween(source, body);
  return change ? [{ title, edits: [{ span: { start: change.start, end: change.end }, text: change.text }] }] : [];
}

/** A top-level value as written, for cells that do not parse yet. */
function written(source: string, key: string): string | null {
  return new RegExp(`^${key}:[ \\t]*["']?([^\\s"'#]+)`, 'mu').exec(source)?.[1] ?? null;
}

/** The method as far as it can be had: what is offered without it is less. */
function methodOf(source: string): Promise<Method | null> {
  return loadMethod(written(source, 'method') ?? '').catch(() => null);
}

function columnsOf(tables: readonly OfferedTable[], source: string): readonly OfferedColumn[] {
  const data = written(source, 'data');
  return tables.find(({ name }) => name === data)?.columns ?? [];
}

async function complete(source: string, offset: number, around: AnalysisSurroundings): Promise<Suggestion[]> {
  const place = analysisPlace(source, offset);
  if (place.kind === 'none') return [];
  const found = place.kind === 'key' ? await keys(source, place, around.lang) : await values(source, place, around);
  return found.map((entry, at) => ({
    ...entry,
    replace: place.word,
    filter: `${entry.label} ${entry.detail}`,
    sort: String(at).padStart(4, '0'),
  }));
}

type Offer = Pick<Suggestion, 'label' | 'kind' | 'insert' | 'detail' | 'documentation'>;

function offer(label: string, kind: SuggestionKind, detail = '', documentation = '', insert = label): Offer {
  return { label, kind, insert, detail, documentation };
}

async function keys(source: string, { key }: AnalysisPlace, lang: Language): Promise<Offer[]> {
  const method = await methodOf(source);
  const prefix = key === '' ? '' : `${key}.`;
  const options = (method?.options ?? []).filter(
    (option) => option.key.startsWith(prefix) && !option.key.slice(prefix.length).includes('.') && option.key !== 'data',
  );
  const top = key === '' ? ['method', 'data'].map((name) => offer(name, 'keyword', '', '', `${name}: `)) : [];
  const named = options.map((option) => {
    const name = option.key.slice(prefix.length);
    return offer(name, 'keyword', option.label[lang], option.help[lang], `${name}: `);
  });
  return [...top, ...named].filter(({ label }) => key !== '' || written(source, label) === null);
}

async function values(source: string, { key }: AnalysisPlace, { tables, lang }: AnalysisSurroundings): Promise<Offer[]> {
  if (key === 'method') return methodEntries().map(({ id, title, summary }) => offer(id, 'function', title[lang], summary[lang]));
  const option = (await methodOf(source))?.options.find((one) => one.key === key) ?? null;
  const offered = await tables().catch(() => []);
  if (key === 'data' || option?.form.control === 'table') return offered.map(({ name, cell }) => offer(name, 'table', cell));
  if (option?.values) return option.values.map((value) => offer(value, 'value', '', option.help[lang]));
  if (option?.form.control === 'switch') return ['true', 'false'].map((value) => offer(value, 'value', '', option.help[lang]));
  return columns(columnsOf(offered, source), option, lang);
}

function columns(all: readonly OfferedColumn[], option: OptionDeclaration | null, lang: Language): Offer[] {
  const form = option?.form;
  if (form && (form.control === 'number' || form.control === 'numbers')) return [];
  const accepts = form && 'accepts' in form ? form.accepts : 'any';
  const fits = ({ use }: OfferedColumn) => accepts === 'any' || use === accepts || (accepts === 'numeric' && use === 'time');
  const described = (column: OfferedColumn) =>
    offer(
      column.name,
      'column',
      [column.label?.[lang], column.unit === null ? column.type : unitText(column.unit, lang)].filter(Boolean).join(' · '),
    );
  const calls =
    form?.control === 'formula'
      ? ['Surv', ...(form.roles.includes('strata') ? ['strata'] : [])].map((name) => offer(name, 'function', '', '', `${name}(`))
      : [];
  return [...all.filter(fits).map(described), ...all.filter((column) => !fits(column)).map(described), ...calls];
}

async function hover(source: string, offset: number, { tables, lang }: AnalysisSurroundings): Promise<HoverText | null> {
  const { word: span, key, kind } = analysisPlace(source, offset);
  const word = source.slice(span.start, span.end);
  if (word === '') return null;
  const method = await methodOf(source);
  const isKey = /^\s*:/u.test(source.slice(span.end));
  const path = kind === 'key' && key !== '' ? `${key}.${word}` : word;
  const option = isKey ? method?.options.find((one) => one.key === path) : undefined;
  if (option) {
    const allowed = option.values ? listText(option.values, lang) : option.type;
    return {
      span,
      title: option.label[lang],
      lines: [option.help[lang], allowed, ...(option.defaultText ? [`= ${option.defaultText}`] : [])],
    };
  }
  if (method && word === method.id) return { span, title: method.title[lang], lines: [method.summary[lang]] };
  const column = columnsOf(await tables().catch(() => []), source).find(({ name }) => name === word);
  if (!column) return null;
  return {
    span,
    title: column.label ? `${column.name} · ${column.label[lang]}` : column.name,
    lines: [[column.type, ...(column.unit === null ? [] : [unitText(column.unit, lang)])].join(lang === 'zh' ? '，' : ', ')],
  };
}
