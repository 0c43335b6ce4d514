package dev.recto.embed;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One model loaded in ONNX Runtime. Safe for use by several threads. */
final class EncoderSession implements AutoCloseable {
    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";

    private final LocalModel model;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final boolean wantsTypes;

    private EncoderSession(LocalModel model, OrtEnvironment environment, OrtSession session) {
        this.model = model;
        this.environment = environment;
        this.session = session;
        this.wantsTypes = session.getInputNames().contains(TYPES);
    }

    /**
     * Takes over the session: {@link #close()} frees it.
     *
     * @throws EmbeddingException if it wants other inputs than an encoder of BERT's kind; the session is then closed
     */
    static EncoderSession of(LocalModel model, OrtEnvironment environment, OrtSession session) throws OrtException {
        Set<String> inputs = session.getInputNames();
        if (!inputs.containsAll(Set.of(IDS, MASK)) || !Set.of(IDS, MASK, TYPES).containsAll(inputs)) {
            session.close();
            throw new EmbeddingException(
                    "it takes " + String.join(", ", new TreeSet<>(inputs)) + ", where an encoder of BERT's kind takes "
                            + IDS + ", " + MASK + " and perhaps " + TYPES,
                    null);
        }
        return new EncoderSession(model, environment, session);
    }

    /**
     * Runs the model on one text, since int8 models quantise activations over everything in a run.
     *
     * @param ids the text's tokens, with the framing ones; at most 512
     * @throws EmbeddingException if ONNX Runtime fails
     */
    TokenStates run(long[] ids) {
        try {
            return compute(ids);
        } catch (OrtException e) {
            throw new EmbeddingException(
                    "The model " + model.id() + " failed on a text of " + ids.length + " tokens.", e);
        }
    }

    private TokenStates compute(long[] ids) throws OrtException {
        long[] mask = new long[ids.length];
        Arrays.fill(mask, 1);
        try (OnnxTensor tokens = tensor(ids);
                OnnxTensor attention = tensor(mask);
                OnnxTensor types = tensor(new long[ids.length])) {
            Map<String, OnnxTensor> inputs = HashMap.newHashMap(3);
            inputs.put(IDS, tokens);
            inputs.put(MASK, attention);
            if (wantsTypes) {
                inputs.put(TYPES, types);
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return states(result.get(0), ids.length);
            }
        }
    }

    private TokenStates states(OnnxValue output, int tokens) {
        int dimensions = model.model().dimensions();
        long[] expected = {1, tokens, dimensions};
        if (output instanceof OnnxTensor states
                && states.getInfo().type == OnnxJavaType.FLOAT
                && Arrays.equals(states.getInfo().getShape(), expected)) {
            return new TokenStates(states.getFloatBuffer().array(), dimensions);
        }
        throw new EmbeddingException(
                "The first output of " + model.id() + " is not last_hidden_state, a vector of " + dimensions
                        + " floats (hidden_size) for each token.",
                null);
    }

    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    /** Frees the model's memory; no run may be under way. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new EmbeddingException("The model " + model.id() + " could not be closed.", e);
        }
    }
}
