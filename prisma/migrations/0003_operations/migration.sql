-- Operations carry an id of their own, so that one sent again is known, and are said in the words of the kernel.
ALTER TABLE "NotebookOperation" ADD COLUMN "operationId" TEXT;
CREATE UNIQUE INDEX "NotebookOperation_notebookId_operationId_key" ON "NotebookOperation"("notebookId", "operationId");

-- A cell brought back had its last text; the operation now says it.
UPDATE "NotebookOperation" AS o
SET "operation" = json_object(
  'kind', 'insert',
  'id', json_extract(o."operation", '$.id'),
  'cell', (
    SELECT json_object(
      'kind', c."kind",
      'name', c."name",
      'body', coalesce(
        (
          SELECT coalesce(json_extract(p."operation", '$.body'), json_extract(p."operation", '$.cell.body'))
          FROM "NotebookOperation" p
          WHERE p."notebookId" = o."notebookId" AND p."version" < o."version"
            AND json_extract(p."operation", '$.id') = json_extract(o."operation", '$.id')
            AND json_extract(p."operation", '$.kind') IN ('edit', 'insert')
          ORDER BY p."version" DESC LIMIT 1
        ),
        c."body"
      )
    )
    FROM "Cell" c WHERE c."id" = json_extract(o."operation", '$.id')
  ),
  'after', json_extract(o."operation", '$.after')
)
WHERE json_extract(o."operation", '$.kind') = 'bring_back';

-- An insert names the version the cell was removed in: 0 for a new one. Text cells have no name.
UPDATE "NotebookOperation" AS o
SET "operation" = json_object(
  'kind', 'insert',
  'id', json_extract(o."operation", '$.id'),
  'base', 0,
  'cell', json_object(
    'kind', json_extract(o."operation", '$.cell.kind'),
    'name', nullif(json_extract(o."operation", '$.cell.name'), ''),
    'body', json_extract(o."operation", '$.cell.body')
  ),
  'after', json_extract(o."operation", '$.after')
)
WHERE json_extract(o."operation", '$.kind') = 'insert';

UPDATE "NotebookOperation"
SET "operation" = json_object(
  'kind', 'text',
  'id', json_extract("operation", '$.id'),
  'base', json_extract("operation", '$.base'),
  'change', json_object('as', 'whole', 'body', json_extract("operation", '$.body'))
)
WHERE json_extract("operation", '$.kind') = 'edit';
