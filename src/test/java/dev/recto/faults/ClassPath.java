package dev.recto.faults;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.spi.ToolProvider;

/** The class path of this process as jars alone, since an archive of classes (class data sharing) takes no folders. */
final class ClassPath {
    private ClassPath() {}

    /** Packs the folders of the class path into a folder and returns the class path that has them. */
    static String asJars(Path folder) throws IOException {
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        var elements = new ArrayList<String>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!Files.isDirectory(Path.of(element))) {
                elements.add(Path.of(element).toAbsolutePath().toString());
                continue;
            }
            Path packed = folder.resolve("classes-" + elements.size() + ".jar");
            int status = jar.run(System.out, System.err, "-c", "-0", "-f", packed.toString(), "-C", element, ".");
            if (status != 0) {
                throw new IOException("The folder " + element + " could not be packed.");
            }
            elements.add(packed.toString());
        }
        return String.join(File.pathSeparator, elements);
    }
}
