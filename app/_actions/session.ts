'use server';

import { openDemoInput, signInInput } from '@/app/_contract/account';
import { defineAction } from '@/app/_server/action';
import { demoRoom, openDemoSession } from '@/app/_server/demo/open';
import { requestDevice, writeSessionCookie } from '@/app/_server/session/cookie';
import { localPath } from '@/app/_server/session/local-path';
import { adoptPreferences, readPreferences } from '@/app/_server/session/preferences';
import { signIn } from '@/app/_server/session/sign-in';

// Both write their own audit entries, with the account rather than the nobody who asked.
export const signInAction = defineAction({
  name: 'session.sign-in',
  input: signInInput,
  right: 'session.open',
  audit: 'own',
  run: async ({ input }) => {
    const preferences = await readPreferences();
    const token = await signIn(input.name, input.password, await requestDevice());
    await adoptPreferences(token.sub, preferences);
    await writeSessionCookie(token);
    return localPath(input.next);
  },
  goTo: (path) => path,
});

export const openDemoAction = defineAction({
  name: 'session.open-demo',
  input: openDemoInput,
  right: 'session.open',
  audit: 'own',
  run: async ({ input }) => {
    const preferences = await readPreferences();
    await writeSessionCookie(await openDemoSession(input.account, await requestDevice(), preferences));
    return demoRoom(input.account, preferences.language);
  },
  goTo: (path) => path,
});
