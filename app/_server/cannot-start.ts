import 'server-only';

/** Something the person who starts Coho has to mend; its message is one sentence that says what to do. */
export class CannotStart extends Error {}
