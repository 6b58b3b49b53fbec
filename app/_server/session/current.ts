import 'server-only';
import { cache } from 'react';
import type { Person } from '../access/person';
import { store } from '../store';
import { readSessionCookie } from './cookie';
import { personOf } from './sessions';

/** Who is asking, read from the database once per request; null for nobody. */
export const auth = cache(async (): Promise<Person | null> => {
  const token = await readSessionCookie();
  return token ? personOf(store(), token) : null;
});
