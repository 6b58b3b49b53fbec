-- What is said about a notebook. It only grows: a comment edited or deleted stands as it was said, and what became of it stands after it.
CREATE TABLE "CommentEvent" (
    "notebookId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "thread" TEXT NOT NULL,
    "comment" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "cellId" TEXT,
    "anchor" JSONB,
    "text" TEXT,
    "mentions" JSONB,

    PRIMARY KEY ("notebookId", "number"),
    CONSTRAINT "CommentEvent_notebookId_fkey" FOREIGN KEY ("notebookId") REFERENCES "Notebook" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "CommentEvent_notebookId_id_key" ON "CommentEvent"("notebookId", "id");

CREATE TRIGGER "CommentEvent_refuse_update" BEFORE UPDATE ON "CommentEvent"
BEGIN
  SELECT RAISE(ABORT, 'comments are append-only');
END;

CREATE TRIGGER "CommentEvent_refuse_delete" BEFORE DELETE ON "CommentEvent"
BEGIN
  SELECT RAISE(ABORT, 'comments are append-only');
END;

CREATE TRIGGER "CommentEvent_refuse_replace" BEFORE INSERT ON "CommentEvent"
WHEN EXISTS (
  SELECT 1 FROM "CommentEvent" WHERE "notebookId" = NEW."notebookId" AND ("number" = NEW."number" OR "id" = NEW."id")
)
BEGIN
  SELECT RAISE(ABORT, 'comments are append-only');
END;
