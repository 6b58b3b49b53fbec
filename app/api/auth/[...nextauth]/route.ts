import NextAuth from 'next-auth';
import { authOptions } from '@/app/_server/session/next-auth';

type Context = { params: Promise<{ nextauth: string[] }> };

/** What is answered; next-auth's other endpoints are pages and ways of providers that Coho has not. */
const ANSWERED: readonly string[] = ['GET csrf', 'GET session', 'POST callback/credentials', 'POST signout'];
const FORM = 'application/x-www-form-urlencoded';

// next-auth reads its parameters from the context itself; the options are made per request, once there is a key.
const handler = async (request: Request, context: Context): Promise<Response> => {
  const { nextauth } = await context.params;
  if (!ANSWERED.includes(`${request.method} ${nextauth.join('/')}`)) return new Response(null, { status: 404 });
  if (request.method === 'POST' && !request.headers.get('content-type')?.startsWith(FORM)) return new Response(null, { status: 415 });
  return NextAuth(authOptions())(request, context);
};

export { handler as GET, handler as POST };
