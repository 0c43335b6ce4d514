/** Reads what was dropped, pasted or picked: files, and folders with all that is in them. */

/** Most files taken at once. */
export const MOST_FILES = 10000;

/** What systems leave in folders and nobody asks about. */
function wanted(name) {
  return !name.startsWith(".") && !name.startsWith("~$") && name !== "Thumbs.db" && name !== "desktop.ini";
}

/** Returns the files of a picker, with their paths where a folder was picked. */
export function pickedFiles(list) {
  return [...list].filter((file) => wanted(file.name)).slice(0, MOST_FILES).map((file) => ({ file, path: file.webkitRelativePath || null }));
}

/**
 * Returns the files of a drop, those in folders with their paths; what the browser may not read is left out and told of. Must be called while the
 * drop is told of.
 *
 * @param {function(number)} unreadable is given how many files and folders could not be read, where some could not
 */
export async function droppedFiles(transfer, unreadable) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) {
    return pickedFiles(transfer.files);
  }
  const files = [];
  let missed = 0;
  for (const entry of entries) {
    missed += await walk(entry, files);
  }
  if (missed > 0) {
    unreadable(missed);
  }
  return files;
}

/** Adds what an entry holds, and returns how much of it could not be read. */
async function walk(entry, files) {
  if (files.length >= MOST_FILES || !wanted(entry.name)) {
    return 0;
  }
  return entry.isFile ? take(entry, files) : walkFolder(entry, files);
}

async function take(entry, files) {
  const file = await new Promise((resolve) => entry.file(resolve, () => resolve(null)));
  if (file === null) {
    return 1;
  }
  const inside = entry.fullPath.replace(/^\//, "");
  files.push({ file, path: inside.includes("/") ? inside : null });
  return 0;
}

async function walkFolder(entry, files) {
  const reader = entry.createReader();
  let missed = 0;
  while (true) {
    const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve(null)));
    if (some === null) {
      return missed + 1;
    }
    if (some.length === 0) {
      return missed;
    }
    for (const inner of some) {
      missed += await walk(inner, files);
    }
  }
}
