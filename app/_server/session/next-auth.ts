import 'server-only';
import type { AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { signInInput } from '@/app/_contract/account';
import { SECOND } from '../clock';
import { demandBounded } from '../envelope';
import { Refusal } from '../refusal';
import { store } from '../store';
import { deviceOf } from './device';
import { sessionSecret } from './secret';
import { ABSOLUTE_TIMEOUT, revokeSessions, type SessionToken } from './sessions';
import { signIn } from './sign-in';

declare module 'next-auth' {
  interface User {
    token: SessionToken;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    sid?: string;
    sv?: number;
  }
}

/** next-auth's own endpoints, over the same sign-in, sessions and cookie as the sign-in form. */
export function authOptions(): AuthOptions {
  return {
    secret: sessionSecret(),
    session: { strategy: 'jwt', maxAge: ABSOLUTE_TIMEOUT / SECOND },
    pages: { signIn: '/signin', error: '/signin', signOut: '/account' },
    providers: [
      Credentials({
        credentials: { name: {}, password: {} },
        async authorize(given, request) {
          const input = signInInput.safeParse(given);
          if (!input.success) return null;
          try {
            demandBounded(input.data);
            const token = await signIn(store(), input.data.name, input.data.password, deviceOf(new Headers(request.headers)));
            return { id: token.sub, token };
          } catch (error) {
            if (error instanceof Refusal) return null;
            throw error;
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { ...user.token } : token),
      // The session endpoint tells nothing but that there is one: rights are read from the database by auth().
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        if (token?.sub && token.sid) await revokeSessions(store(), token.sub, { only: token.sid });
      },
    },
  };
}
