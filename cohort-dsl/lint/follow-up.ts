import { readsOf, saysDeath } from '../plan/reads';
import { columnOfRole, patientTable } from '../schema/dictionary';
import type { Lint } from './lint';
import { datesOfOutcome, eventsOfOutcome } from './look';

/** Outcomes without a word on when follow-up ends. */
export const noFollowUp: Lint = (program, warn) => {
  const first = program.outcomes[0];
  if (!first || program.followSpan !== null || program.outcomes.every((outcome) => outcome.until !== null)) return;
  warn('lint-no-follow-up', first.clause.name.span, {});
};

/** Follow-up that may end with death although the outcome does not name it. */
export const unlabelledDeath: Lint = (program, warn) => {
  if (!columnOfRole(patientTable(program.dictionary), 'death')) return;
  for (const outcome of program.outcomes) {
    const own = outcome.until?.map((reason) => reason.value) ?? [];
    const reads = readsOf([...datesOfOutcome(outcome), ...own], (id) => program.letValue(id), eventsOfOutcome(outcome));
    const labels = [...(outcome.kind === 'causes' ? outcome.causes : []), ...(outcome.until ?? [])].map((reason) => reason.label ?? '');
    const words = [...reads.words, ...reads.tables, ...labels];
    if (!reads.death && !words.some(saysDeath))
      warn('lint-unlabelled-death', outcome.clause.name.span, {
        outcome: outcome.clause.name.text,
        label: outcome.clause.label?.value ?? null,
      });
  }
};

/** Every row an entry, without spacing. */
export const eachUnspaced: Lint = (program, warn) => {
  const clause = program.program.clauses.find((one) => one.kind === 'index');
  if (program.index.kind !== 'each' || program.index.spaced !== null || clause?.form.kind !== 'each') return;
  // Episodes lie apart by themselves.
  if (clause.form.events.source.kind === 'episodes' || clause.form.events.source.kind === 'lines') return;
  warn('lint-each-unspaced', clause.form.span, {});
};
