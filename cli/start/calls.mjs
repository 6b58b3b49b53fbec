/** Calls of actions that could not be read: nothing of the product was asked, and the caller hears so. */
import { AsyncLocalStorage } from 'node:async_hooks';

/** The product marks a call whose action was reached (app/_server/call.ts). One for all bundles. */
const calls = new AsyncLocalStorage();
globalThis.cohoCalls = calls;

/**
 * Answers a call of an action. Where the framework answers 500 before the action was reached, what was sent could not be read: that is the
 * caller's fault, and told in plain text.
 */
export function answerCall(request, response, answer) {
  if (request.method !== 'POST' || request.headers['next-action'] === undefined) return answer(request, response);
  const call = { reached: false };
  const { writeHead, write, end } = response;
  let unread = false;
  response.writeHead = (status, ...given) => {
    unread = status === 500 && !call.reached;
    if (!unread) return writeHead.call(response, status, ...given);
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) response.removeHeader(name);
    return writeHead.call(response, 400, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  };
  response.write = (...given) => {
    if (!response.headersSent) response.writeHead(response.statusCode);
    if (!unread) return write.apply(response, given);
    const done = given.find((one) => typeof one === 'function');
    if (done) process.nextTick(done);
    return true;
  };
  response.end = (...given) => {
    if (!response.headersSent) response.writeHead(response.statusCode);
    if (!unread) return end.apply(response, given);
    return end.call(
      response,
      'What was sent could not be read. / 无法读取发送的内容。',
      given.find((one) => typeof one === 'function'),
    );
  };
  return calls.run(call, () => answer(request, response));
}
