import NextAuth from 'next-auth';
import { authOptions } from '@/app/_server/session/next-auth';

type Context = { params: Promise<{ nextauth: string[] }> };

// next-auth reads its parameters from the context itself; the options are made per request, once there is a key.
const handler = (request: Request, context: Context): Promise<Response> => NextAuth(authOptions())(request, context);

export { handler as GET, handler as POST };
