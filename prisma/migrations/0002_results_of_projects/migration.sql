-- Kept results belong to a project: what members of one keep, no other project is shown. They are computed again where they are missing.
DROP TABLE "KeptResult";
DELETE FROM "Installation" WHERE "key" LIKE 'demo.results.%';

CREATE TABLE "KeptResult" (
    "projectId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "release" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "result" JSONB NOT NULL,
    "bytes" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,

    PRIMARY KEY ("projectId", "key"),
    CONSTRAINT "KeptResult_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- The kept result whose figure stands for the notebook on lists.
ALTER TABLE "Notebook" ADD COLUMN "figureKey" TEXT;
