'use server';

import { revalidatePath } from 'next/cache';
import { dismissInput, passwordInput, preferencesInput, revokeInput } from '@/app/_contract/account';
import { changePassword, dismissHint, endSessions, hashOfNextPassword } from '@/app/_server/accounts/own';
import { defineAction } from '@/app/_server/action';
import { keepPreferences, writePreferences } from '@/app/_server/session/preferences';

export const setPreferencesAction = defineAction({
  name: 'preferences.set',
  input: preferencesInput,
  right: 'preferences.set',
  on: 'self',
  audit: 'refusals',
  run: ({ tx, person, input }) => keepPreferences(tx, person, input),
  after: async (_, { input }) => {
    await writePreferences(input);
    revalidatePath('/', 'layout');
  },
});

export const changePasswordAction = defineAction({
  name: 'account.change-password',
  input: passwordInput,
  right: 'account.own',
  on: 'self',
  prepare: ({ tx, person, input }) => hashOfNextPassword(tx, person, input.present, input.next),
  run: ({ tx, person, ready }) => changePassword(tx, person, ready),
});

export const revokeSessionAction = defineAction({
  name: 'account.revoke-session',
  input: revokeInput,
  right: 'account.own',
  on: 'self',
  run: ({ tx, person, input }) => endSessions(tx, person, input.session),
  after: () => revalidatePath('/account'),
});

export const dismissHintAction = defineAction({
  name: 'account.dismiss-hint',
  input: dismissInput,
  right: 'account.own',
  on: 'self',
  audit: 'refusals',
  run: ({ tx, person, input }) => dismissHint(tx, person, input.hint),
});
