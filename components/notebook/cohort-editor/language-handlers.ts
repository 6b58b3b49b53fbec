import { profileOf, type ReleaseDocument } from '@/app/_contract/release-document';
import { type Compiled, compile, explain, renameGiven } from '@/cohort-dsl';
import type { Diagnostic } from '@/cohort-dsl/diagnostics/diagnostic';
import type { Candidate } from '@/cohort-dsl/service/candidate';
import { createLanguageService, type LanguageService } from '@/cohort-dsl/service/language-service';
import type { Language } from '@/cohort-dsl/source/localised';
import type { Problem, SuggestionKind } from '@/components/editor/language-assist';
import type { LanguageCalls, ProgramQuestion } from './language-calls';

const kinds: Readonly<Record<Candidate['kind'], SuggestionKind>> = {
  clause: 'keyword',
  keyword: 'keyword',
  function: 'function',
  table: 'table',
  item: 'column',
  column: 'column',
  name: 'name',
  codes: 'name',
  system: 'name',
  cohort: 'table',
  unit: 'unit',
  value: 'value',
  code: 'value',
};

/** A diagnostic in one language. */
function problemOf({ code, severity, span, message, finding, fixes }: Diagnostic, lang: Language): Problem {
  return {
    code,
    severity,
    span,
    message: message[lang],
    finding: finding[lang],
    fixes: fixes.map(({ title, edits }) => ({ title: title[lang], edits })),
  };
}

/** Answers an editor's questions about programs over one release. Of each program the last text's compilation is kept. */
export function languageHandlers({ dictionary, profile }: ReleaseDocument): Omit<LanguageCalls, 'open'> {
  const knowledge = { dictionary, profile: profileOf({ profile }) };
  const services = new Map<string, LanguageService>();
  const compiled = new Map<string, { readonly source: string; readonly beside: string; readonly result: Compiled }>();
  const service = ({ name, cohorts }: ProgramQuestion): LanguageService => {
    const key = [name, ...cohorts].join('\n');
    const known = services.get(key) ?? createLanguageService({ ...knowledge, cohorts }, name);
    services.set(key, known);
    return known;
  };
  const read = ({ source, name, cohorts }: ProgramQuestion): Compiled => {
    const known = compiled.get(name);
    const beside = cohorts.join('\n');
    if (known?.source === source && known.beside === beside) return known.result;
    const result = compile(source, { dictionary, name, cohorts });
    compiled.set(name, { source, beside, result });
    return result;
  };
  return {
    check: (question) => read(question).diagnostics.map((diagnostic) => problemOf(diagnostic, question.lang)),
    complete: (question) =>
      service(question)
        .complete(question.source, question.offset, question.lang)
        .map((completion) => ({ ...completion, kind: kinds[completion.kind] })),
    hover: (question) => service(question).hover(question.source, question.offset, question.lang),
    definition: (question) => service(question).definition(question.source, question.offset),
    nameAt: ({ offset, ...question }) =>
      service(question)
        .references(question.source, offset)
        .find(({ start, end }) => start <= offset && offset <= end) ?? null,
    rename: (question) => {
      const { source, offset, newName, lang } = question;
      const answer = service(question).rename(source, offset, newName);
      if (answer.kind === 'refused') return { kind: 'refused', reason: answer.reason[lang] };
      const { edits } = answer;
      const start = service(question).definition(source, offset)?.start;
      const clause = read(question).program.clauses.find((one) => 'name' in one && one.name.span.start === start);
      // By the clause, not by the whole program: another line may be half written.
      const gives = clause?.kind === 'variable' || clause?.kind === 'outcome' || clause?.kind === 'series';
      const given = gives ? renameGiven(source, dictionary, clause.name.text, newName) : null;
      return {
        kind: 'edits',
        edits,
        columns: (given?.columns ?? []).filter(([before, after]) => before !== after),
        table: given?.table ?? null,
        parameter: clause?.kind === 'param' ? clause.name.text : null,
      };
    },
    format: (question) =>
      read(question).diagnostics.some(({ severity }) => severity === 'error') ? null : service(question).format(question.source),
    explain: (question) => {
      const { plan } = read(question);
      return plan === null ? null : explain(plan, dictionary, question.lang).sections;
    },
  };
}
