import 'server-only';
import { cookies, headers } from 'next/headers';
import { decode, encode } from 'next-auth/jwt';
import * as z from 'zod';
import { SECOND } from '../clock';
import { isOverTls } from '../security/transport';
import { deviceOf } from './device';
import { sessionSecret } from './secret';
import { ABSOLUTE_TIMEOUT, type Device, type SessionToken } from './sessions';

const PLAIN = 'next-auth.session-token';
const SECURE = `__Secure-${PLAIN}`;

const tokenSchema = z.object({ sub: z.string(), sid: z.string(), sv: z.number().int() });

/** Did this request reach us, or the proxy before us, over TLS? */
export async function arrivedOverTls(): Promise<boolean> {
  return isOverTls((await headers()).get('x-forwarded-proto'));
}

export async function readSessionCookie(): Promise<SessionToken | null> {
  const jar = await cookies();
  const text = jar.get(SECURE)?.value ?? jar.get(PLAIN)?.value;
  if (!text) return null;
  try {
    const parsed = tokenSchema.safeParse(await decode({ token: text, secret: sessionSecret() }));
    return parsed.success ? parsed.data : null;
  } catch {
    // A token signed by another installation, or tampered with, is no session.
    return null;
  }
}

export async function writeSessionCookie(token: SessionToken): Promise<void> {
  const maxAge = ABSOLUTE_TIMEOUT / SECOND;
  const secure = await arrivedOverTls();
  const value = await encode({ token: { ...token }, secret: sessionSecret(), maxAge });
  (await cookies()).set(secure ? SECURE : PLAIN, value, { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge });
}

export async function clearSessionCookie(): Promise<void> {
  const jar = await cookies();
  jar.delete(PLAIN);
  jar.delete({ name: SECURE, secure: true, path: '/' });
}

export async function requestDevice(): Promise<Device> {
  return deviceOf(await headers());
}
