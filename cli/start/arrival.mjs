/** What is settled of a request before the product sees it: transport, browser, and the content policy of its page. */
import { randomBytes } from 'node:crypto';
import { isBelowFloor, oldBrowserPage } from './browser-floor.mjs';
import { contentPolicy } from './content-policy.mjs';

/** Scripts, the engine and the sandbox carry policies of their own (next.config.js). */
const filesOfTheirOwn = ['/_next/static/', '/duckdb/', '/sandbox/'];

const local = new Set(['localhost', '127.0.0.1', '[::1]']);

/** In production, plain http is for this machine only; anyone else is told so. */
export function refusedForPlainHttp(host, protocol, mode) {
  const hostname = (host ?? '').replace(/:\d+$/u, '');
  if (mode !== 'production' || local.has(hostname) || protocol === 'https') return null;
  return 'Coho answers over https only. Use the https address. / Coho 仅通过 https 提供服务，请使用 https 地址。';
}

/**
 * Gives a request a fresh nonce, with the policy that names it, and its path, for the product to read; or answers it at once.
 * @returns whether it was answered
 */
export function settleArrival(request, response, mode) {
  const { headers, url } = request;
  const path = url.split('?', 1)[0];
  if (filesOfTheirOwn.some((folder) => path.startsWith(folder))) return false;
  const protocol = headers['x-forwarded-proto'];
  const refused = refusedForPlainHttp(headers.host, protocol, mode);
  if (refused) return answer(response, 403, 'text/plain', "default-src 'none'", refused);
  const nonce = randomBytes(16).toString('base64url');
  const policy = contentPolicy(nonce);
  if (!path.startsWith('/api/') && isBelowFloor(headers['user-agent'] ?? ''))
    return answer(response, 200, 'text/html', policy, oldBrowserPage);
  headers['x-coho-path'] = path;
  // The product's pages take their nonce from here.
  headers['content-security-policy'] = policy;
  response.setHeader('Content-Security-Policy', policy);
  if (protocol === 'https') response.setHeader('Strict-Transport-Security', 'max-age=31536000');
  return false;
}

function answer(response, status, type, policy, text) {
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
  });
  response.end(text);
  return true;
}
