/** A form offers each thing once. */
import { describe, expect, it } from 'vitest';
import type { Written } from '@/analysis-kernel/registry/method';
import { loadMethod, methodEntries } from '@/analysis-kernel/registry/registry';
import { messagesOf } from '@/app/_messages/messages';
import { offeredOnce } from '@/components/notebook/forms/offered-once';

async function labelsOf(id: string, written: Written, lang: 'en' | 'zh'): Promise<readonly string[]> {
  const method = await loadMethod(id);
  const words: Record<string, unknown> = { ...messagesOf(lang).forms };
  return offeredOnce(method?.options ?? [], { method: id, ...written }).flatMap(({ form, label }) =>
    form.control === 'formula' ? form.roles.map((role) => String(words[role === 'groups' ? 'group' : role])) : [label[lang]],
  );
}

describe.each(methodEntries().map(({ id }) => id))('the form of %s', (id) => {
  it.each(['en', 'zh'] as const)('has no two fields of one name (%s)', async (lang) => {
    for (const written of [{}, { formula: 'y ~ x + cluster(g)' }, { cluster: 'g' }]) {
      const labels = await labelsOf(id, written, lang);
      expect(labels.filter((label, at) => labels.indexOf(label) !== at)).toEqual([]);
    }
  });
});

it('what is written twice can be taken out at both places', async () => {
  const labels = await labelsOf('cox', { formula: 'y ~ x + cluster(g)', cluster: 'g' }, 'en');
  expect(labels.filter((label) => label === 'Cluster')).toHaveLength(2);
});

it('a choice left open says what stands in its place', async () => {
  const link = (await loadMethod('glm'))?.options.find(({ key }) => key === 'link');
  expect(link?.valueWords[link.defaultText ?? '']).toEqual({ en: 'as the family has it', zh: '随分布族' });
});
