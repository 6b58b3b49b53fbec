-- A notebook as it stood at a version, from which its operations rebuild later ones; what somebody did to its history (names, restorings, locks); which version a run was of.
CREATE TABLE "NotebookSnapshot" (
    "notebookId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "state" JSONB NOT NULL,

    PRIMARY KEY ("notebookId", "version"),
    CONSTRAINT "NotebookSnapshot_notebookId_fkey" FOREIGN KEY ("notebookId") REFERENCES "Notebook" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "NotebookMark" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "notebookId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "restored" INTEGER,
    "cellId" TEXT,
    "userId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "NotebookMark_notebookId_fkey" FOREIGN KEY ("notebookId") REFERENCES "Notebook" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "NotebookMark_notebookId_idx" ON "NotebookMark"("notebookId");

ALTER TABLE "Notebook" ADD COLUMN "lockId" TEXT;
ALTER TABLE "RunRecord" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 0;

-- Of a notebook whose every cell was inserted by an operation of its history the beginning is known: it was empty. The others begin, for
-- rebuilding, as they stand now: the texts their cells were made with are nowhere.
INSERT INTO "NotebookSnapshot" ("notebookId", "version", "state")
SELECT n."id", 0, json_object('title', coalesce(
  (
    SELECT coalesce(json_extract(o."operation", '$.from'), json_extract(o."operation", '$.title'))
    FROM "NotebookOperation" o
    WHERE o."notebookId" = n."id" AND json_extract(o."operation", '$.kind') = 'title'
    ORDER BY o."version" LIMIT 1
  ),
  n."title"
), 'cells', json('[]'))
FROM "Notebook" n
WHERE NOT EXISTS (
  SELECT 1 FROM "Cell" c
  WHERE c."notebookId" = n."id" AND NOT EXISTS (
    SELECT 1 FROM "NotebookOperation" o
    WHERE o."notebookId" = n."id" AND json_extract(o."operation", '$.kind') = 'insert'
      AND json_extract(o."operation", '$.base') = 0 AND json_extract(o."operation", '$.id') = c."id"
  )
);

INSERT INTO "NotebookSnapshot" ("notebookId", "version", "state")
SELECT n."id", n."version", json_object('title', n."title", 'cells', coalesce(
  (
    SELECT json_group_array(json_object(
      'id', c."id", 'version', c."version", 'kind', c."kind", 'name', CASE WHEN c."kind" = 'text' THEN NULL ELSE c."name" END, 'body', c."body"
    ))
    FROM (SELECT * FROM "Cell" WHERE "notebookId" = n."id" AND "deletedAt" IS NULL ORDER BY "position", "id") c
  ),
  json('[]')
))
FROM "Notebook" n
WHERE NOT EXISTS (SELECT 1 FROM "NotebookSnapshot" s WHERE s."notebookId" = n."id");

CREATE TRIGGER "NotebookSnapshot_refuse_update" BEFORE UPDATE ON "NotebookSnapshot"
BEGIN
  SELECT RAISE(ABORT, 'the history of notebooks is append-only');
END;

CREATE TRIGGER "NotebookSnapshot_refuse_delete" BEFORE DELETE ON "NotebookSnapshot"
BEGIN
  SELECT RAISE(ABORT, 'the history of notebooks is append-only');
END;

CREATE TRIGGER "NotebookSnapshot_refuse_replace" BEFORE INSERT ON "NotebookSnapshot"
WHEN EXISTS (SELECT 1 FROM "NotebookSnapshot" WHERE "notebookId" = NEW."notebookId" AND "version" = NEW."version")
BEGIN
  SELECT RAISE(ABORT, 'the history of notebooks is append-only');
END;

CREATE TRIGGER "NotebookMark_refuse_update" BEFORE UPDATE ON "NotebookMark"
BEGIN
  SELECT RAISE(ABORT, 'the history of notebooks is append-only');
END;

CREATE TRIGGER "NotebookMark_refuse_delete" BEFORE DELETE ON "NotebookMark"
BEGIN
  SELECT RAISE(ABORT, 'the history of notebooks is append-only');
END;

CREATE TRIGGER "NotebookMark_refuse_replace" BEFORE INSERT ON "NotebookMark"
WHEN EXISTS (SELECT 1 FROM "NotebookMark" WHERE "id" = NEW."id")
BEGIN
  SELECT RAISE(ABORT, 'the history of notebooks is append-only');
END;
