import type { Page, WebSocketRoute } from '@playwright/test';

const EVERYTHING = '**/*';

/**
 * The line between a page and the server, which the function that is given cuts and joins: requests fail, and sockets, which a browser
 * that is set off line keeps, are closed. It holds for what the page opens from now on.
 * @param whole the page's whole context has no line, and its browser knows; otherwise the page alone, where a context is shared
 */
export async function lineOf(page: Page, whole = false): Promise<(isUp: boolean) => Promise<void>> {
  const open = new Set<WebSocketRoute>();
  let joined = true;
  await page.routeWebSocket(/\/live\//u, async (socket) => {
    if (!joined) return socket.close();
    socket.connectToServer();
    open.add(socket);
  });
  return async (isUp) => {
    joined = isUp;
    if (whole) await page.context().setOffline(!isUp);
    else if (isUp) await page.unroute(EVERYTHING);
    else await page.route(EVERYTHING, (route) => route.abort('internetdisconnected'));
    for (const socket of open) await socket.close();
    open.clear();
  };
}
