-- The audit log, the history of notebooks and run records only grow; INSERT OR REPLACE, which deletes without asking a trigger, is refused too.
CREATE TRIGGER "AuditEntry_refuse_replace" BEFORE INSERT ON "AuditEntry"
WHEN EXISTS (SELECT 1 FROM "AuditEntry" WHERE "sequence" = NEW."sequence" OR "hash" = NEW."hash" OR "previousHash" = NEW."previousHash")
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER "NotebookOperation_refuse_update" BEFORE UPDATE ON "NotebookOperation"
BEGIN
  SELECT RAISE(ABORT, 'the history of notebooks is append-only');
END;

CREATE TRIGGER "NotebookOperation_refuse_delete" BEFORE DELETE ON "NotebookOperation"
BEGIN
  SELECT RAISE(ABORT, 'the history of notebooks is append-only');
END;

CREATE TRIGGER "NotebookOperation_refuse_replace" BEFORE INSERT ON "NotebookOperation"
WHEN EXISTS (SELECT 1 FROM "NotebookOperation" WHERE "notebookId" = NEW."notebookId" AND "version" = NEW."version")
BEGIN
  SELECT RAISE(ABORT, 'the history of notebooks is append-only');
END;

CREATE TRIGGER "RunRecord_refuse_delete" BEFORE DELETE ON "RunRecord"
BEGIN
  SELECT RAISE(ABORT, 'run records are immutable');
END;

CREATE TRIGGER "RunRecord_refuse_replace" BEFORE INSERT ON "RunRecord"
WHEN EXISTS (SELECT 1 FROM "RunRecord" WHERE "id" = NEW."id")
BEGIN
  SELECT RAISE(ABORT, 'run records are immutable');
END;

-- Refusals that repeat are counted.
CREATE TABLE "RefusalCount" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "since" DATETIME NOT NULL,
    "times" INTEGER NOT NULL,
    "last" TEXT NOT NULL
);

-- Wrong passwords are counted by name and place, and devices are known on which an account has signed in.
DROP TABLE "SignInThrottle";

CREATE TABLE "SignInCount" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "points" INTEGER NOT NULL,
    "expire" DATETIME
);

CREATE TABLE "KnownDevice" (
    "userId" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "seenAt" DATETIME NOT NULL,

    PRIMARY KEY ("userId", "device"),
    CONSTRAINT "KnownDevice_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
