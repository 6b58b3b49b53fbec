import 'server-only';
import { settings } from '../settings/environment';

const local = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Did the request reach us, or the proxy before us, over TLS? */
export function isOverTls(forwardedProtocol: string | null): boolean {
  return forwardedProtocol?.split(',')[0]?.trim() === 'https';
}

/** In production, plain http is for this machine only; anyone else is told so. */
export function refusedForPlainHttp(host: string | null, forwardedProtocol: string | null, mode = settings().mode): string | null {
  const hostname = (host ?? '').replace(/:\d+$/u, '');
  if (mode !== 'production' || local.has(hostname) || isOverTls(forwardedProtocol)) return null;
  return 'Coho answers over https only. Use the https address. / Coho 仅通过 https 提供服务，请使用 https 地址。';
}
