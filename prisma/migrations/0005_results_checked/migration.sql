-- A kept result says on which notebook and versions it was computed, whether the server's own run gave the same, and whether it was withdrawn.
ALTER TABLE "KeptResult" ADD COLUMN "notebookId" TEXT;
ALTER TABLE "KeptResult" ADD COLUMN "method" TEXT;
ALTER TABLE "KeptResult" ADD COLUMN "versions" TEXT NOT NULL DEFAULT '';
ALTER TABLE "KeptResult" ADD COLUMN "check" TEXT NOT NULL DEFAULT 'none';
ALTER TABLE "KeptResult" ADD COLUMN "checkedAt" DATETIME;
ALTER TABLE "KeptResult" ADD COLUMN "withdrawnAt" DATETIME;
ALTER TABLE "KeptResult" ADD COLUMN "withdrawnBy" TEXT;
CREATE INDEX "KeptResult_check_createdAt_idx" ON "KeptResult" ("check", "createdAt");
