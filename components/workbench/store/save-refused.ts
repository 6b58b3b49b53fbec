/** The server answered, and will not take the operations: signed out, a right that is gone, a text too long. */
export class SaveRefused extends Error {
  constructor(
    message: string,
    readonly signedOut: boolean,
  ) {
    super(message);
  }
}
