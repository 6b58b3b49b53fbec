'use server';

import { revalidatePath } from 'next/cache';
import { accountRolesInput, accountStateInput, newAccountInput } from '@/app/_contract/account';
import { createAccount, setDisabled, setRoles } from '@/app/_server/accounts/administer';
import { defineAction } from '@/app/_server/action';

export const createAccountAction = defineAction({
  name: 'admin.create-account',
  input: newAccountInput,
  right: 'admin.accounts',
  details: ({ name, role }) => ({ account: name, role }),
  run: async ({ input }) => {
    await createAccount(input);
    revalidatePath('/admin');
  },
});

export const setRolesAction = defineAction({
  name: 'admin.set-roles',
  input: accountRolesInput,
  right: 'admin.accounts',
  details: ({ account, roles }) => ({ account, roles }),
  run: async ({ person, input }) => {
    await setRoles(person, input.account, input.roles);
    revalidatePath('/admin');
  },
});

export const setDisabledAction = defineAction({
  name: 'admin.set-disabled',
  input: accountStateInput,
  right: 'admin.accounts',
  details: ({ account, disabled }) => ({ account, disabled }),
  run: async ({ person, input }) => {
    await setDisabled(person, input.account, input.disabled);
    revalidatePath('/admin');
  },
});
