-- A new title says which one it was made from; of the first one in a history that is not known.
DROP TRIGGER "NotebookOperation_refuse_update";

UPDATE "NotebookOperation" AS o
SET "operation" = json_object(
  'kind', 'title',
  'from', (
    SELECT json_extract(p."operation", '$.title')
    FROM "NotebookOperation" p
    WHERE p."notebookId" = o."notebookId" AND p."version" < o."version" AND json_extract(p."operation", '$.kind') = 'title'
    ORDER BY p."version" DESC LIMIT 1
  ),
  'title', json_extract(o."operation", '$.title')
)
WHERE json_extract(o."operation", '$.kind') = 'title';

CREATE TRIGGER "NotebookOperation_refuse_update" BEFORE UPDATE ON "NotebookOperation"
BEGIN
  SELECT RAISE(ABORT, 'the history of notebooks is append-only');
END;
