import { tooMuch } from './structure.mjs';

/** Headers every response carries, whoever gives it: a page, a file, a redirect. The pages' own content policy is set in arrival.mjs. */
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
/** Whoever is not signed in sends a name and a password; everybody else's forms are as short. */
export const LARGEST_UNKNOWN = 64 * 1024;

/**
 * Gives the answer its headers before anybody else does, and refuses a body that is too large for who sends it before any of it is read;
 * one that does not say how long it is, as soon as it is too large.
 * @param isSignedIn asked of requests whose body is not small, or of which that is not known
 * @param long ids of the actions whose calls may be as long as a body
 * @returns whether the request was refused
 */
export async function guard(request, response, isSignedIn, long = new Set()) {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  // Watched before anything is waited for, so that nothing arrives unseen.
  const action = request.headers['next-action'];
  if (action !== undefined) watch(request, response, tooMuch(long.has(action) ? LARGEST_BODY : undefined));
  const length = Number(request.headers['content-length'] ?? 0);
  const unsaid = request.headers['transfer-encoding'] !== undefined;
  if (length <= LARGEST_UNKNOWN && !unsaid) return false;
  // A form of many fields is dear to read; ours have few, and what is long is sent as text.
  const isText = action !== undefined && /^text\/plain\b/iu.test(request.headers['content-type'] ?? '');
  const largest = isText && length <= LARGEST_BODY && (await isSignedIn(request)) ? LARGEST_BODY : LARGEST_UNKNOWN;
  if (length > largest) {
    refuse(response);
    response.end();
    return true;
  }
  if (unsaid) watch(request, response, tooManyBytes(largest - request.readableLength));
  return false;
}

const REFUSAL = Buffer.from('This is more than can be sent at once. / 一次发送的内容过多。');

/** Says the whole answer, and that nothing else may be asked on its connection: that one is closed under what is still being sent. */
function refuse(response) {
  const type = { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': REFUSAL.length };
  response.writeHead(413, { ...type, 'Cache-Control': 'no-store', Connection: 'close' });
  response.write(REFUSAL);
}

/** So long what is still being sent is thrown away, for the sender to read why: a connection closed at once would lose the answer. */
const HEARD_WITHIN = 1000;

function tooManyBytes(most) {
  let left = most;
  return (bytes) => {
    left -= bytes.length;
    return left < 0;
  };
}

/** Hands on what arrives until it is too much: then the sender is told, and whoever waits for the rest that it broke off. */
function watch(request, response, isTooMuch) {
  const { push } = request;
  let refused = false;
  request.push = (chunk, encoding) => {
    if (!refused && !(chunk !== null && isTooMuch(chunk))) return push.call(request, chunk, encoding);
    if (!refused) {
      refused = true;
      if (!response.headersSent) refuse(response);
      setTimeout(() => {
        response.end();
        request.destroy();
      }, HEARD_WITHIN);
    }
    return true;
  };
}
