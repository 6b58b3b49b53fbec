import 'server-only';
import { notFound } from 'next/navigation';
import { isRefusal, statusOf } from './refusal';

/** On a page, a thing that is not there is the page that is not there. */
export async function orNotFound<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (isRefusal(error) && statusOf[error.code] === 404) notFound();
    throw error;
  }
}
