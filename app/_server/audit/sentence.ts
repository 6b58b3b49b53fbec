import 'server-only';
import { createTranslator } from 'next-intl';
import type { AuditEntryDto } from '@/app/_contract/audit';
import type { PlatformRole, ProjectRole } from '@/app/_contract/roles';
import { type Messages, messagesOf } from '@/app/_messages/messages';
import type { Language } from '@/cohort-dsl/source/localised';

type Told = Omit<AuditEntryDto, 'sentence'>;

/** One entry of the log as a sentence: who did what, about what, and why it was refused. */
export function sentenceOf(language: Language): (entry: Told) => string {
  const messages = messagesOf(language);
  const text = createTranslator({ locale: language, messages, namespace: 'log' });
  const admin = createTranslator({ locale: language, messages, namespace: 'admin' });
  const role = (name: string): string => messages.roles[name as PlatformRole | ProjectRole] ?? name;

  /** `page /admin` is a page that was refused. */
  const action = (name: string): string => {
    if (name.startsWith('page ')) return admin('pageAction', { path: name.slice('page '.length) });
    return messages.admin.actions[name.replaceAll(/[.-]/gu, '_') as keyof Messages['admin']['actions']] ?? name;
  };

  const fact = (name: string, value: unknown): string[] => {
    if (name === 'account') return [String(value)];
    if (name === 'role') return [role(String(value))];
    if (name === 'roles' && Array.isArray(value)) return value.map((item) => role(String(item)));
    if (name === 'disabled') return [value ? text('disabled') : text('enabled')];
    if (typeof value === 'number' && name in messages.log.counted) {
      return [text(`counted.${name as keyof Messages['log']['counted']}`, { n: value })];
    }
    return [];
  };

  return ({ person, action: name, outcome, reason, objectKind, object, project, details }) => {
    const things = Object.entries(details).flatMap(([key, value]) => fact(key, value));
    if (object && objectKind && objectKind in messages.log.objects && object !== person) {
      things.push(text(`objects.${objectKind as keyof Messages['log']['objects']}`, { name: object }));
    }
    if (project && objectKind !== 'project') things.push(text('in', { name: project }));
    return text(outcome, {
      who: person || admin('nobody'),
      action: action(name),
      about: things.length > 0 ? text('about', { things: things.join(language === 'zh' ? '、' : ', ') }) : '',
      reason: messages.log.reasons[(reason ?? 'unexpected') as keyof Messages['log']['reasons']] ?? reason ?? '',
    });
  };
}
