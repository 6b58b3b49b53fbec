/** Who is at the other end of a connection, and whether what he says of others is believed. */

/** The same address in one spelling: IPv4 as such also where the socket is IPv6; this machine by one name. */
function plain(address) {
  const spelled = (address ?? '').replace(/^::ffff:/u, '');
  return spelled === '::1' ? '127.0.0.1' : spelled;
}

const forwarded = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-port', 'forwarded', 'x-real-ip'];

/**
 * Puts one address into X-Forwarded-For: the one a believed proxy added last, else the connection's own; and one word into
 * X-Forwarded-Proto, the protocol the browser used.
 * From anyone else the forwarding headers are taken away, so that nobody makes himself come from elsewhere, or over TLS.
 */
export function settlePeer(request, proxies) {
  const peer = plain(request.socket.remoteAddress);
  const believed = proxies.some((proxy) => plain(proxy) === peer);
  const named = believed ? (request.headers['x-forwarded-for'] ?? '').split(',').at(-1).trim() : '';
  if (!believed) for (const name of forwarded) delete request.headers[name];
  request.headers['x-forwarded-for'] = named || peer;
  const protocol = request.headers['x-forwarded-proto'];
  if (protocol !== undefined) request.headers['x-forwarded-proto'] = protocol.split(',')[0].trim();
}
