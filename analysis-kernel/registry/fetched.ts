/** Code that is fetched when it is needed, and the words where it cannot be. */
import type { Localised } from '@/cohort-dsl/source/localised';

/** Code of a method did not arrive, as where the network is gone. Asked for again, it is fetched again. */
export class MethodUnavailable extends Error {
  override readonly name = 'MethodUnavailable';

  constructor(
    readonly text: Localised,
    cause: unknown,
  ) {
    super(text.en, { cause });
  }
}

/** @throws MethodUnavailable */
export async function fetched<Code>(method: string, load: () => Promise<Code>): Promise<Code> {
  try {
    return await load();
  } catch (cause) {
    throw new MethodUnavailable(
      {
        en: `The code of the method ${method} could not be fetched from the server. Check the connection and try again; nothing is lost.`,
        zh: `无法从服务器获取方法 ${method} 的代码。请检查网络连接后重试；所写内容不会丢失。`,
      },
      cause,
    );
  }
}
