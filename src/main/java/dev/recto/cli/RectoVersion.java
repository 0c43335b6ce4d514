package dev.recto.cli;

import picocli.CommandLine.IVersionProvider;

/** Says which Recto this is. */
final class RectoVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"recto " + number() + " (Java " + Runtime.version() + ")"};
    }

    /** Returns the version in the jar's manifest, or {@code development} outside a jar. */
    static String number() {
        String version = RectoVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
