import { createServer } from 'node:http';
import { CannotGoOn } from './children.mjs';
import { settlePeer } from './peer.mjs';

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

/** Serves the production build; resolves once it listens. */
export async function serve(root, { host, port, dataDirectory, proxies }) {
  Object.assign(process.env, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', AUTH_TRUST_HOST: '1', COHO_DATA: dataDirectory });
  const { default: next } = await import('next');
  const product = next({ dev: false, dir: root, hostname: host, port });
  await product.prepare();
  const answer = product.getRequestHandler();
  const server = createServer((request, response) => {
    restoreCarriedHeaders(response);
    settlePeer(request, proxies);
    if (!isReadable(request.url)) request.url = '/-';
    answer(request, response);
  });
  // Nothing of ours upgrades a connection, and one left unanswered would hang for ever.
  server.on('upgrade', (_request, socket) => socket.destroy());
  await new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const taken = new CannotGoOn(`Port ${port} is in use; stop what uses it, or set PORT to another one.`);
      reject(error.code === 'EADDRINUSE' ? taken : error);
    });
    server.listen(port, host, resolve);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
      process.exit(0);
    });
  }
}
