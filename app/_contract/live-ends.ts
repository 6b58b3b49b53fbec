/** Why the server ended a connection. After `restart` and `elsewhere` one comes back; after the others not soon. */
export const CLOSED = { restart: 1012, unread: 4400, ended: 4403, flood: 4429, elsewhere: 4503 } as const;
