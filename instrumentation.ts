import type { Instrumentation } from 'next';

/** Next calls this once in each process that serves, before the first request; it builds it for another runtime too, where nothing of ours runs. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') (await import('@/app/_server/start/serving')).startServing();
}

/** Next calls this with each error it answered for itself. */
export const onRequestError: Instrumentation.onRequestError = async (_error, { path, headers }, { routeType }) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || routeType !== 'action') return;
  const { recordUnreadCall } = await import('@/app/_server/call');
  await recordUnreadCall(new Headers({ cookie: String(headers.cookie ?? '') }), path.split('?')[0]);
};
