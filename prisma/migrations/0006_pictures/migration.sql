-- The small picture of a result stands beside it: a list of notebooks reads no whole results.
ALTER TABLE "KeptResult" ADD COLUMN "picture" TEXT;
