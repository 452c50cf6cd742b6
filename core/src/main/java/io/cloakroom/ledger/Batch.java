package io.cloakroom.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Some lines of a shard, stored as one item.
 *
 * @param shard 0 to {@value #SHARDS_MAX} less one
 * @param number of this batch in its shard, from 0
 * @param first the place of its first line among all lines of the shard, from 0
 * @param content a mark, see {@link EntrySeal#marked}, and the lines, each with its length before it; what a store gives back
 *     may be anything
 */
@SuppressWarnings("ArrayRecordComponent")
public record Batch(int shard, long number, long first, byte[] content) {
    public static final int SHARDS_MAX = 64;
    /** Well within what DynamoDB takes as one item. */
    public static final int BYTES_MAX = 300_000;

    static final int LINES_MAX = 500;
    static final int MARK_BYTES = 16;
    /** No line is as short. */
    private static final short MARKED = 0;

    private static final int HEAD_BYTES = Short.BYTES + MARK_BYTES;

    static Batch of(int shard, long number, long first, List<byte[]> lines) {
        var content = new ByteArrayOutputStream();
        for (var line : lines) {
            content.write(line.length >> 8);
            content.write(line.length);
            content.writeBytes(line);
        }
        return new Batch(shard, number, first, content.toByteArray());
    }

    Batch marked(byte[] mark) {
        var lines = body();
        var marked = ByteBuffer.allocate(HEAD_BYTES + lines.length);
        marked.putShort(MARKED).put(mark).put(lines);
        return new Batch(shard, number, first, marked.array());
    }

    /** Empty if it has none. */
    Optional<byte[]> mark() {
        return isMarked() ? Optional.of(Arrays.copyOfRange(content, Short.BYTES, HEAD_BYTES)) : Optional.empty();
    }

    private boolean isMarked() {
        return content.length >= HEAD_BYTES && ByteBuffer.wrap(content).getShort() == MARKED;
    }

    /** All but the mark. */
    byte[] body() {
        return Arrays.copyOfRange(content, isMarked() ? HEAD_BYTES : 0, content.length);
    }

    /** How much a line takes here. */
    static int bytes(byte[] line) {
        return Short.BYTES + line.length;
    }

    /** The lines; empty if this is not what {@link #of} writes. */
    Optional<List<byte[]>> lines() {
        var in = ByteBuffer.wrap(body());
        var lines = new ArrayList<byte[]>();
        try {
            while (in.hasRemaining()) {
                var line = new byte[Short.toUnsignedInt(in.getShort())];
                in.get(line);
                lines.add(line);
            }
            return lines.isEmpty() ? Optional.empty() : Optional.of(lines);
        } catch (BufferUnderflowException notABatch) {
            return Optional.empty();
        }
    }

    /** Its lines as far as they can be read; a place whose line cannot be is empty. */
    List<Optional<Line>> parsed() {
        return lines().orElse(List.of()).stream().map(Line::parse).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Batch(var s, var n, var f, var c)
                && s == shard
                && n == number
                && f == first
                && Arrays.equals(c, content);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number) * 31 + shard;
    }

    @Override
    public String toString() {
        return "Batch[" + shard + ", " + number + ", from line " + first + ", " + content.length + " bytes]";
    }
}
