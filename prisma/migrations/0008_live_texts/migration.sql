-- The text of a cell that several people write at once, as a document that takes in what each of them does.
CREATE TABLE "CellText" (
    "cellId" TEXT NOT NULL PRIMARY KEY,
    "notebookId" TEXT NOT NULL,
    "state" BLOB NOT NULL,
    "mergedFrom" INTEGER NOT NULL,
    "typingBy" TEXT,
    "typingSince" DATETIME,
    "typedAt" DATETIME,
    "typingFrom" INTEGER,
    CONSTRAINT "CellText_cellId_fkey" FOREIGN KEY ("cellId") REFERENCES "Cell" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "CellText_notebookId_idx" ON "CellText"("notebookId");
