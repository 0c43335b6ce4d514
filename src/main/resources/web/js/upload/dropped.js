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

/** Returns the files of a drop, those in folders with their paths. Must be called while the drop is told of. */
export async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) {
    return pickedFiles(transfer.files);
  }
  const files = [];
  for (const entry of entries) {
    await walk(entry, files);
  }
  return files;
}

async function walk(entry, files) {
  if (files.length >= MOST_FILES || !wanted(entry.name)) {
    return;
  }
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    const inside = entry.fullPath.replace(/^\//, "");
    files.push({ file, path: inside.includes("/") ? inside : null });
    return;
  }
  const reader = entry.createReader();
  while (true) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) {
      return;
    }
    for (const inner of some) {
      await walk(inner, files);
    }
  }
}
