import type { Page, WebSocketRoute } from '@playwright/test';

const EVERYTHING = '**/*';

/**
 * The line between a page and the server, which the function that is given cuts and joins: requests fail, and sockets, which a browser
 * that is set off line keeps, are closed. It holds for what the page opens from now on.
 */
export async function lineOf(page: Page): Promise<(isUp: boolean) => Promise<void>> {
  const open = new Set<WebSocketRoute>();
  let joined = true;
  await page.routeWebSocket(/\/live\//u, async (socket) => {
    if (!joined) return socket.close();
    socket.connectToServer();
    open.add(socket);
  });
  return async (isUp) => {
    joined = isUp;
    if (isUp) await page.unroute(EVERYTHING);
    else await page.route(EVERYTHING, (route) => route.abort('internetdisconnected'));
    for (const socket of open) await socket.close();
    open.clear();
  };
}
