package dev.recto.read.worker;

import dev.recto.config.LimitsConfig;
import dev.recto.document.ReadingProblem;
import dev.recto.read.DocumentReader;
import dev.recto.read.PageImageRequest;
import dev.recto.read.ReadOutcome;
import dev.recto.read.ReadRequest;
import dev.recto.read.content.ContentReader;
import dev.recto.read.pdf.PdfReader;
import dev.recto.read.pdf.PdfRenderer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.utils.Signals;

/**
 * The worker's side: reads one file after another, or draws one page after another, as the parent asks, and ends when the parent does. Started by
 * {@link WorkerReader} alone.
 */
public final class ReadingWorker {
    /** PDFBox tells of every odd font; what matters of it is in the outcome. Held, or else the levels would be forgotten. */
    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("org.apache.pdfbox"), Logger.getLogger("org.apache.fontbox"));

    private ReadingWorker() {}

    /**
     * Serves requests from standard input until it ends.
     *
     * @param arguments the limits, as {@link #arguments} writes them
     */
    public static void main(String[] arguments) {
        // Ctrl-C reaches every process of the terminal's group; the parent decides when this one ends.
        Signals.register("INT", () -> {});
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
        try {
            serve(arguments);
        } catch (Throwable e) {
            // the message may hold words of the document
            System.err.println(e.getClass().getName() + " at "
                    + Arrays.stream(e.getStackTrace()).limit(20).toList());
        } finally {
            Runtime.getRuntime().halt(1); // whatever threads a library has started
        }
    }

    private static void serve(String[] arguments) throws IOException, InterruptedException {
        OutputStream answers = System.out;
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        LimitsConfig limits = limits(arguments);
        var requests = new LinkedBlockingQueue<byte[]>();
        Thread.ofPlatform().daemon().name("requests").start(() -> receive(requests));
        var renderer = new PdfRenderer();
        try (DocumentReader reader = new ContentReader(limits, new PdfReader(limits));
                var out = new DataOutputStream(new BufferedOutputStream(answers))) {
            while (true) {
                var request = new DataInputStream(new ByteArrayInputStream(requests.take()));
                byte[] answer =
                        switch (WorkerProtocol.request(request)) {
                            case WorkerProtocol.Reading(ReadRequest reading) -> answer(reader, reading);
                            case WorkerProtocol.Drawing(PageImageRequest drawing) ->
                                WorkerProtocol.encode(renderer.draw(drawing));
                        };
                WorkerProtocol.send(out, answer);
            }
        }
    }

    private static byte[] answer(DocumentReader reader, ReadRequest request) throws InterruptedException, IOException {
        try {
            return WorkerProtocol.encode(reader.read(request), request.scratch());
        } catch (IOException e) {
            var failed = new ReadOutcome.NotRead(
                    ReadingProblem.FAILED,
                    "What was read could not be stored: " + e.getClass().getSimpleName() + ".");
            return WorkerProtocol.encode(failed, request.scratch());
        }
    }

    /** The parent may end while a file is being read: then this JVM must end at once, whatever that file does. */
    private static void receive(LinkedBlockingQueue<byte[]> requests) {
        try (var in = new DataInputStream(new BufferedInputStream(System.in))) {
            while (true) {
                requests.add(WorkerProtocol.receive(in));
            }
        } catch (IOException parentEnded) {
            Runtime.getRuntime().halt(0);
        }
    }

    /** Returns limits as command line arguments. */
    static String[] arguments(LimitsConfig limits) {
        return new String[] {
            Long.toString(limits.fileBytes()),
            Integer.toString(limits.readSeconds()),
            Integer.toString(limits.readMemoryMb()),
            Integer.toString(limits.readTextChars()),
            Integer.toString(limits.readParts()),
            Integer.toString(limits.childFiles()),
            Long.toString(limits.childBytes()),
            Integer.toString(limits.childDepth()),
            Integer.toString(limits.questionChars())
        };
    }

    private static LimitsConfig limits(String[] arguments) {
        return new LimitsConfig(
                Long.parseLong(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]),
                Long.parseLong(arguments[6]),
                Integer.parseInt(arguments[7]),
                Integer.parseInt(arguments[8]));
    }
}
