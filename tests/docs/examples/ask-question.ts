import * as z from 'zod';
import { defineAction } from '@/app/_server/action';
import type { Store } from '@/app/_server/store';

const input = z.object({ project: z.string().min(1).max(100), question: z.string().trim().max(2000) });

async function askQuestion(tx: Store, id: string, question: string): Promise<void> {
  await tx.project.update({ where: { id }, data: { question } });
}

export const askQuestionAction = defineAction({
  name: 'project.ask',
  input,
  right: 'project.rename',
  on: 'project',
  state: 'active',
  run: ({ tx, object, input: { question } }) => askQuestion(tx, object.id, question),
});
