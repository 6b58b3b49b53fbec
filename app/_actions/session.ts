'use server';

import { openDemoInput, signInInput } from '@/app/_contract/account';
import { defineAction } from '@/app/_server/action';
import { demoRoom, openDemoSession } from '@/app/_server/demo/open';
import { requestDevice, writeSessionCookie } from '@/app/_server/session/cookie';
import { localPath } from '@/app/_server/session/local-path';
import { adoptPreferences, readPreferences } from '@/app/_server/session/preferences';
import { signIn } from '@/app/_server/session/sign-in';

// Both write their own audit entries, with the account rather than the nobody who asked; a wrong password counts though nothing is done.
export const signInAction = defineAction({
  name: 'session.sign-in',
  input: signInInput,
  right: 'session.open',
  on: 'none',
  work: 'own',
  run: async ({ tx, input }) => {
    const [preferences, device] = [await readPreferences(), await requestDevice()];
    const token = await signIn(tx, input.name, input.password, device);
    await adoptPreferences(tx, token.sub, preferences);
    await writeSessionCookie(token, device);
    return localPath(input.next);
  },
  goTo: (path) => path,
});

export const openDemoAction = defineAction({
  name: 'session.open-demo',
  input: openDemoInput,
  right: 'session.open',
  on: 'none',
  work: 'own',
  run: async ({ tx, input }) => {
    const [preferences, device] = [await readPreferences(), await requestDevice()];
    await writeSessionCookie(await openDemoSession(tx, input.account, device, preferences), device);
    return demoRoom(tx, input.account, preferences.language);
  },
  goTo: (path) => path,
});
