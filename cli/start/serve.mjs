import { createServer } from 'node:http';
import { refusedForPlainHttp, settleArrival } from './arrival.mjs';
import { answerCall } from './calls.mjs';
import { CannotGoOn } from './children.mjs';
import { longCalls } from './long-calls.mjs';
import { settlePeer } from './peer.mjs';
import { guard } from './security-headers.mjs';
import { signedIn } from './signed-in.mjs';

/** Next drops these from the answers of route handlers; ours carry them under another name until here. */
const carried = ['content-length', 'content-encoding'];

function restoreCarriedHeaders(response) {
  const writeHead = response.writeHead;
  response.writeHead = (...given) => {
    for (const name of carried) {
      const value = response.getHeader(`x-coho-${name}`);
      if (value === undefined) continue;
      response.removeHeader(`x-coho-${name}`);
      response.setHeader(name, value);
    }
    return writeHead.apply(response, given);
  };
}

/** An address that is badly encoded names nothing; it is answered as one that is not there. */
function isReadable(address) {
  try {
    decodeURI(address);
    return true;
  } catch {
    return false;
  }
}

/** Longer than the minute for which proxies keep a connection: one that we close first would lose the request just sent on it. */
const KEEP_ALIVE = 90_000;
/** How long what is being answered may take once we were asked to stop. */
const PATIENCE = 10_000;

/**
 * Serves the production build; resolves once it listens.
 * @param stopped told once it takes nothing new
 */
export async function serve(root, { host, port, dataDirectory, mode, proxies }, stopped) {
  Object.assign(process.env, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', AUTH_TRUST_HOST: '1', COHO_DATA: dataDirectory });
  const { default: next } = await import('next');
  const product = next({ dev: false, dir: root, hostname: host, port });
  await product.prepare();
  const answer = product.getRequestHandler();
  const isSignedIn = signedIn(dataDirectory);
  const long = longCalls(root);
  await listen(
    { host, port },
    async (request, response) => {
      if (await guard(request, response, isSignedIn, long)) return;
      restoreCarriedHeaders(response);
      settlePeer(request, proxies);
      if (!isReadable(request.url)) request.url = '/-';
      if (settleArrival(request, response, mode)) return;
      await answerCall(request, response, answer);
    },
    stopped,
    {
      // Set by the product as it begins to serve (app/_server/live-news.ts).
      upgrade: (request, socket, head) => {
        settlePeer(request, proxies);
        const { host, 'x-forwarded-proto': protocol } = request.headers;
        if (refusedForPlainHttp(host, protocol, mode) === null && globalThis.cohoLive)
          void globalThis.cohoLive.upgrade(request, socket, head);
        else socket.destroy();
      },
      stop: () => globalThis.cohoLive?.stop(),
    },
  );
}

/** A connection that is upgraded to nothing would hang for ever. */
const noLive = { upgrade: (_request, socket) => socket.destroy(), stop: () => undefined };

/**
 * Answers at an address until asked to stop: then nobody new is let in, what is being answered is answered, and the process ends.
 * @param live takes connections of open notebooks, and ends them when it is asked to stop
 * @public a test runs it in a process of its own
 */
export async function listen({ host, port }, answer, stopped = () => {}, live = noLive) {
  let stopping = false;
  const open = new Set();
  const asked = new WeakMap();
  const server = createServer((request, response) => {
    const { socket } = request;
    asked.set(socket, (asked.get(socket) ?? 0) + 1);
    response.once('close', () => {
      asked.set(socket, asked.get(socket) - 1);
      if (stopping) closeUnasked();
    });
    answer(request, response);
  });
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  // Node's own closing of idle connections leaves alone those on which nothing was asked yet.
  const closeUnasked = () => {
    for (const socket of open) if (!asked.get(socket)) socket.destroySoon();
  };
  server.keepAliveTimeout = KEEP_ALIVE;
  server.headersTimeout = KEEP_ALIVE + 5000;
  // Only open notebooks ask for a connection of their own.
  server.on('upgrade', (request, socket, head) => {
    if (!stopping && request.url.startsWith('/live/')) live.upgrade(request, socket, head);
    else socket.destroy();
  });
  await new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const taken = new CannotGoOn(`Port ${port} is in use; stop what uses it, or set PORT to another one.`);
      reject(error.code === 'EADDRINUSE' ? taken : error);
    });
    server.listen(port, host, resolve);
  });
  const stop = () => {
    if (stopping) return;
    stopping = true;
    const closed = new Promise((resolve) => server.close(resolve));
    // Those who are in a notebook are told first, and what they typed is on record.
    Promise.resolve(live.stop())
      .catch(() => undefined)
      .then(() => {
        // The next start may begin while what was asked before is answered.
        stopped();
        closeUnasked();
        return closed;
      })
      .then(() => process.exit(0));
    setTimeout(() => process.exit(0), PATIENCE);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  return server.address();
}
