import 'server-only';
import { LRUCache } from 'lru-cache';
import { cookies, headers } from 'next/headers';
import { decode, encode } from 'next-auth/jwt';
import * as z from 'zod';
import { SECOND } from '../clock';
import { DEVICE_COOKIE, deviceOf } from './device';
import { DEVICE_KEPT, type Device } from './devices';
import { sessionSecret } from './secret';
import { ABSOLUTE_TIMEOUT, type SessionToken } from './sessions';

const PLAIN = 'next-auth.session-token';
const SECURE = `__Secure-${PLAIN}`;

const tokenSchema = z.object({ sub: z.string(), sid: z.string(), sv: z.number().int() });

/** Did this request reach us, or the proxy before us, over TLS? The server has settled what the header says (cli/start/peer.mjs). */
export async function arrivedOverTls(): Promise<boolean> {
  return (await headers()).get('x-forwarded-proto') === 'https';
}

export async function readSessionCookie(): Promise<SessionToken | null> {
  const jar = await cookies();
  const text = jar.get(SECURE)?.value ?? jar.get(PLAIN)?.value;
  return text ? readToken(text) : null;
}

/** The session of a request's `Cookie` header, where there is nothing else of the request. */
export async function sessionOf(header: string): Promise<SessionToken | null> {
  const text = new RegExp(`(?:^|;\\s*)(?:__Secure-)?${PLAIN.replaceAll('.', '\\.')}=([^;\\s]+)`, 'u').exec(header)?.[1];
  return text === undefined ? null : readToken(text);
}

/** Tokens read before: a token's words never change, and whether its session lives is asked of the database each time. */
const tokensRead = new LRUCache<string, SessionToken>({ max: 10_000 });

async function readToken(text: string): Promise<SessionToken | null> {
  const known = tokensRead.get(text);
  if (known) return known;
  try {
    const read = tokenSchema.safeParse(await decode({ token: text, secret: sessionSecret() }));
    if (read.success) tokensRead.set(text, read.data);
    return read.data ?? null;
  } catch {
    // A token signed by another installation, or tampered with, is no session.
    return null;
  }
}

/** The session's cookie, and the device's, by which it is known when somebody signs in on it again. */
export async function writeSessionCookie(token: SessionToken, device: Device): Promise<void> {
  const maxAge = ABSOLUTE_TIMEOUT / SECOND;
  const secure = await arrivedOverTls();
  const value = await encode({ token: { ...token }, secret: sessionSecret(), maxAge });
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const;
  const jar = await cookies();
  jar.set(secure ? SECURE : PLAIN, value, { ...options, maxAge });
  jar.set(DEVICE_COOKIE, device.token, { ...options, maxAge: DEVICE_KEPT / SECOND });
}

export async function clearSessionCookie(): Promise<void> {
  const jar = await cookies();
  jar.delete(PLAIN);
  jar.delete({ name: SECURE, secure: true, path: '/' });
}

export async function requestDevice(): Promise<Device> {
  return deviceOf(await headers());
}
