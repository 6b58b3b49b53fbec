import { type NextRequest, NextResponse } from 'next/server';
import { randomToken } from '@/app/_server/random';
import { isBelowFloor, oldBrowserPage } from '@/app/_server/security/browser-floor';
import { contentPolicy } from '@/app/_server/security/content-policy';
import { isOverTls, refusedForPlainHttp } from '@/app/_server/security/transport';

const plainText = {
  'Content-Type': 'text/plain; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'",
  'Cache-Control': 'no-store',
};

/** Before every page and endpoint: a fresh nonce and the content policy that names it. */
export function proxy(request: NextRequest): NextResponse {
  const protocol = request.headers.get('x-forwarded-proto');
  const refused = refusedForPlainHttp(request.headers.get('host'), protocol);
  if (refused) return new NextResponse(refused, { status: 403, headers: plainText });
  const nonce = randomToken(16);
  const policy = contentPolicy(nonce);
  if (!request.nextUrl.pathname.startsWith('/api/') && isBelowFloor(request.headers.get('user-agent') ?? '')) {
    const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy, 'Cache-Control': 'no-store' };
    return new NextResponse(oldBrowserPage, { headers });
  }
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('x-coho-path', request.nextUrl.pathname);
  headers.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  if (isOverTls(protocol)) response.headers.set('Strict-Transport-Security', 'max-age=31536000');
  return response;
}

export const config = { matcher: ['/((?!_next/static/|duckdb/|sandbox/).*)'] };
