import type { Instrumentation } from 'next';
import { recordUnreadCall } from '@/app/_server/call';
import { startServing } from '@/app/_server/start/serving';

/** Next calls this once in each process that serves, before the first request. */
export function register(): void {
  startServing();
}

/** Next calls this with each error it answered for itself. */
export const onRequestError: Instrumentation.onRequestError = async (_error, { path, headers }, { routeType }) => {
  if (routeType === 'action') await recordUnreadCall(new Headers({ cookie: String(headers.cookie ?? '') }), path.split('?')[0]);
};
