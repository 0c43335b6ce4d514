package dev.recto.serve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A form as curl writes it. */
final class FormBody {
    static final String TYPE = "multipart/form-data; boundary=----f0rm";
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    FormBody file(String name, byte[] content) {
        return part("name=\"file\"; filename=\"" + name.replace("\"", "\\\"") + "\"", content);
    }

    FormBody file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    FormBody field(String name, String value) {
        return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    FormBody part(String disposition, byte[] content) {
        write("------f0rm\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n");
        bytes.writeBytes(content);
        write("\r\n");
        return this;
    }

    /** Returns it without its end. */
    byte[] open() {
        return bytes.toByteArray();
    }

    byte[] bytes() {
        write("------f0rm--\r\n");
        return bytes.toByteArray();
    }

    private void write(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
