'use server';

import { revalidatePath } from 'next/cache';
import { dismissInput, passwordInput, preferencesInput, revokeInput } from '@/app/_contract/account';
import { changePassword, dismissHint, endSessions } from '@/app/_server/accounts/own';
import { defineAction } from '@/app/_server/action';
import { writePreferences } from '@/app/_server/session/preferences';

export const setPreferencesAction = defineAction({
  name: 'preferences.set',
  input: preferencesInput,
  right: 'preferences.set',
  audit: 'refusals',
  run: async ({ person, input }) => {
    await writePreferences(person, input);
    revalidatePath('/', 'layout');
  },
});

export const changePasswordAction = defineAction({
  name: 'account.change-password',
  input: passwordInput,
  right: 'account.own',
  run: ({ person, input }) => changePassword(person, input.present, input.next),
});

export const revokeSessionAction = defineAction({
  name: 'account.revoke-session',
  input: revokeInput,
  right: 'account.own',
  run: async ({ person, input }) => {
    await endSessions(person, input.session);
    revalidatePath('/account');
  },
});

export const dismissHintAction = defineAction({
  name: 'account.dismiss-hint',
  input: dismissInput,
  right: 'account.own',
  audit: 'refusals',
  run: ({ person, input }) => dismissHint(person, input.hint),
});
