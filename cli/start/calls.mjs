/** Calls of actions that could not be read: nothing of the product was asked, and the caller hears so. */
import { AsyncLocalStorage } from 'node:async_hooks';

/** The product marks a call whose action was reached (app/_server/call.ts). One for all bundles. */
const calls = new AsyncLocalStorage();
globalThis.cohoCalls = calls;

/** A call, or a form whose fields name the action. */
function isCall({ method, headers }) {
  return method === 'POST' && (headers['next-action'] !== undefined || /^multipart\/form-data\b/iu.test(headers['content-type'] ?? ''));
}

const EMPTY = /^application\/json\b/u;

/**
 * Answers a call of an action. Where the framework answers 500 before the action was reached, what was sent could not be read: that is the
 * caller's fault, and told in plain text. A call sent to a page that has not its action is handed on inside; where that could not be read
 * the framework makes an empty object of the refusal, which no action answers.
 */
export function answerCall(request, response, answer) {
  if (!isCall(request)) return answer(request, response);
  const call = { reached: false };
  const { writeHead, write, end } = response;
  let unread = false;
  response.writeHead = (status, ...given) => {
    unread = !call.reached && (status === 500 || EMPTY.test(String(response.getHeader('content-type'))));
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
