package dev.recto.embed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** One model loaded in ONNX Runtime. Safe for use by several threads. */
final class EncoderSession implements AutoCloseable {
    private final BuiltInModel model;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final boolean wantsTypes;

    /** Takes over the session: {@link #close()} frees it. */
    EncoderSession(BuiltInModel model, OrtEnvironment environment, OrtSession session) {
        this.model = model;
        this.environment = environment;
        this.session = session;
        this.wantsTypes = session.getInputNames().contains("token_type_ids");
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
                    "The built-in model " + model.model().id() + " failed on a text of " + ids.length + " tokens.", e);
        }
    }

    private TokenStates compute(long[] ids) throws OrtException {
        long[] mask = new long[ids.length];
        Arrays.fill(mask, 1);
        try (OnnxTensor tokens = tensor(ids);
                OnnxTensor attention = tensor(mask);
                OnnxTensor types = tensor(new long[ids.length])) {
            Map<String, OnnxTensor> inputs = HashMap.newHashMap(3);
            inputs.put("input_ids", tokens);
            inputs.put("attention_mask", attention);
            if (wantsTypes) {
                inputs.put("token_type_ids", types);
            }
            try (OrtSession.Result result = session.run(inputs)) {
                float[] states = ((OnnxTensor) result.get(0)).getFloatBuffer().array();
                return new TokenStates(states, model.model().dimensions());
            }
        }
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
            throw new EmbeddingException("The built-in model " + model.model().id() + " could not be closed.", e);
        }
    }
}
