import 'server-only';
import { createTranslator } from 'next-intl';
import { ZodError } from 'zod';
import { listText } from '@/analysis-kernel/results/format';
import type { Problem, ProblemCode, ProblemParameters } from '@/app/_contract/problem';
import type { PlatformRole, ProjectRole } from '@/app/_contract/roles';
import { messagesOf } from '@/app/_messages/messages';
import type { Language } from '@/cohort-dsl/source/localised';
import { randomToken } from './random';
import { Refusal } from './refusal';

/** Turns whatever was thrown into a problem: expected ones keep their code, the rest get a reference to find them in the log. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof ZodError) {
    return new Refusal('invalid-input', { fields: [...new Set(error.issues.map((issue) => String(issue.path[0] ?? '')))].filter(Boolean) });
  }
  const reference = randomToken(6);
  console.error(`[${reference}]`, error);
  return new Refusal('unexpected', { reference });
}

export function problemOf(refusal: Refusal, language: Language): Problem {
  const fields = 'fields' in refusal.parameters ? refusal.parameters.fields : [];
  return { code: refusal.code, message: problemMessage(refusal.code, refusal.parameters, language), fields };
}

/** The one sentence a reader sees for a code, in her language. */
export function problemMessage(code: ProblemCode, parameters: ProblemParameters[ProblemCode], language: Language): string {
  const messages = messagesOf(language);
  const texts = createTranslator({ locale: language, messages, namespace: 'problems' });
  const roles = createTranslator({ locale: language, messages, namespace: 'roles' });
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(parameters) as [string, string | number | readonly string[]][]) {
    if (name === 'roles' && typeof value === 'object') {
      const names = (value as readonly (PlatformRole | ProjectRole)[]).map((role) => roles(role));
      values.roles = new Intl.ListFormat(language, { type: 'disjunction' }).format(names);
    } else if (name === 'fields' && typeof value === 'object') {
      const names = value.map((field) => messages.fields[field as keyof typeof messages.fields] ?? field);
      values.fields = new Intl.ListFormat(language).format([...new Set(names)]);
    } else if (name === 'names' && typeof value === 'object') {
      values.names = new Intl.ListFormat(language, { type: 'unit' }).format(value.map((one) => `“${one}”`));
    } else {
      values[name] = typeof value === 'object' ? listText(value, language) : value;
    }
  }
  return texts(code, values as never);
}
