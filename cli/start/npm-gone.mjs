import { readFileSync } from 'node:fs';

const BEAT = 500;

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The process that began another one, from Linux's process table; null elsewhere, and of one that is gone. */
function parentOf(pid) {
  const stat = read(`/proc/${pid}/stat`);
  // The name in brackets may hold anything, blanks and brackets too.
  const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat === '' ? null : Number(parent);
}

const isNpm = (pid) =>
  /^npm\b|npm-cli\.js/u.test(
    read(`/proc/${pid}/cmdline`)
      .replaceAll('\0', ' ')
      .replace(/^\S*node\S* /u, ''),
  );

/**
 * npm hands its signals on but not its own death: whoever kills it would leave its program serving without a master.
 * From then on the program stops as if it had been asked to.
 */
export function stopWhenNpmIsGone() {
  // npm starts a shell, and the shell us; some shells make way for the program they start.
  const child = [process.pid, process.ppid].find((pid) => isNpm(parentOf(pid)));
  if (child === undefined) return;
  const npm = parentOf(child);
  const watch = setInterval(() => {
    if (parentOf(child) === npm) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, BEAT);
  watch.unref();
}
