/** One job at a time, in order; a job that is called off before its turn never starts. */
export class JobQueue {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Runs `job` after all that were put before it.
   * @throws AbortError at once where `signal` fires before its turn; what `job` throws otherwise.
   */
  run<T>(job: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const giveUp = () => reject(abortError());
      if (signal?.aborted) giveUp();
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#last = this.#last.then(async () => {
        signal?.removeEventListener('abort', giveUp);
        if (signal?.aborted) return;
        try {
          resolve(await job());
        } catch (error) {
          reject(error);
        }
      });
    });
  }
}

/** What a cancelled statement rejects with. */
export function abortError(): DOMException {
  return new DOMException('The statement was cancelled.', 'AbortError');
}
