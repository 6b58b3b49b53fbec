'use server';

import { revalidatePath } from 'next/cache';
import { accountRolesInput, accountStateInput, newAccountInput } from '@/app/_contract/account';
import { createAccount, hashOfFirstPassword, setDisabled, setRoles } from '@/app/_server/accounts/administer';
import { defineAction } from '@/app/_server/action';

export const createAccountAction = defineAction({
  name: 'admin.create-account',
  input: newAccountInput,
  right: 'admin.accounts',
  on: 'none',
  details: ({ name, role }) => ({ account: name, role }),
  prepare: ({ input }) => hashOfFirstPassword(input),
  run: ({ tx, input, ready }) => createAccount(tx, input, ready),
  after: () => revalidatePath('/admin'),
});

export const setRolesAction = defineAction({
  name: 'admin.set-roles',
  input: accountRolesInput,
  right: 'admin.accounts',
  on: 'account',
  details: ({ roles }) => ({ roles }),
  run: ({ tx, person, object, input }) => setRoles(tx, person, object.id, input.roles),
  after: () => revalidatePath('/admin'),
});

export const setDisabledAction = defineAction({
  name: 'admin.set-disabled',
  input: accountStateInput,
  right: 'admin.accounts',
  on: 'account',
  details: ({ disabled }) => ({ disabled }),
  run: ({ tx, person, object, input }) => setDisabled(tx, person, object.id, input.disabled),
  after: () => revalidatePath('/admin'),
});
