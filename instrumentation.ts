import { startServing } from '@/app/_server/start/serving';

/** Next calls this once in each process that serves, before the first request. */
export function register(): void {
  startServing();
}
