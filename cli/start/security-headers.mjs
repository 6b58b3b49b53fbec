/** Headers every response carries, whoever gives it: a page, a file, a redirect. The pages' own content policy is set in proxy.ts. */
export const securityHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Kept results are the largest thing a page sends. */
export const LARGEST_BODY = 5 * 1024 * 1024;

/**
 * Gives the answer its headers before anybody else does, and refuses a body that is too large before any of it is read.
 * @returns whether the request was refused
 */
export function guard(request, response) {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  if (!(Number(request.headers['content-length'] ?? 0) > LARGEST_BODY)) return false;
  response.writeHead(413, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', Connection: 'close' });
  response.end('This is more than can be sent at once. / 一次发送的内容过多。');
  return true;
}
