package dev.recto.ingest;

import java.util.Set;

/**
 * What a scan met in the folders that it looked through, as {@link PathText}. A file is known to be gone only where its folder was
 * listed to its end and lacks it: a name that is not valid UTF-8 cannot be turned from text into a path again, and a folder that
 * may not be entered says nothing of its files.
 *
 * @param files that were found
 * @param listed folders that were listed to their end
 * @param passedOver what was met and not looked into: hidden, a link, the home's own, or refused by the system
 */
public record ScannedSources(Set<String> files, Set<String> listed, Set<String> passedOver) {
    /** Returns whether the scan looked where a file of this name would be, and there is none. */
    boolean lack(String source) {
        if (files.contains(source)) {
            return false;
        }
        for (String at = source; !at.isEmpty() && !passedOver.contains(at); at = PathText.folder(at)) {
            if (listed.contains(parent(at))) {
                return true;
            }
        }
        return false;
    }

    private static String parent(String text) {
        String folder = PathText.folder(text);
        return folder.isEmpty() ? "/" : folder;
    }
}
