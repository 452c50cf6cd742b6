package io.cloakroom.ledger;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** One line of a shard. The hash of its bytes is a leaf of the shard's tree, so that no bit of it can be changed unseen. */
sealed interface Line {
    byte FORM = 1;
    int BYTES_MAX = 0xffff;
    /** In the place of a length that no id has. */
    int UUID_SUB = 0xff;

    Instant at();

    byte[] bytes();

    /**
     * A writer begins, or goes on.
     *
     * @param turn counts what it says of itself: the highest is the latest, in whatever shard it stands
     * @param entries that it may have taken and not written yet: as many of them as do not follow were lost with it
     */
    record Lease(UUID writer, int turn, Instant at, int entries) implements Line {
        private static final byte KIND = 1;

        @Override
        public byte[] bytes() {
            return said(KIND, at, writer, turn, 4).putInt(entries).array();
        }
    }

    /** A writer has written all that it has taken. */
    record Close(UUID writer, int turn, Instant at) implements Line {
        private static final byte KIND = 2;

        @Override
        public byte[] bytes() {
            return said(KIND, at, writer, turn, 0).array();
        }
    }

    /** How much of an entry stands in plain. */
    enum Form {
        /** A member's reads of her own records; sealed under her key. */
        OWN_READS(3),
        /** About a member, sealed under her key. */
        SEALED(4),
        /** About a member who was erased before it was written: what was done, and by what kind of actor. */
        REDUCED(5),
        /** About nobody; in plain. */
        PLAIN(6);

        private final byte kind;

        Form(int kind) {
            this.kind = (byte) kind;
        }

        private static Form of(byte kind) {
            return Arrays.stream(values())
                    .filter(form -> form.kind == kind)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no form of an entry"));
        }
    }

    /**
     * What was done.
     *
     * @param id random, so that the same thing said twice is two lines
     * @param count of the entries in it, 1 to 255
     * @param about whose data it was; empty for {@link Form#PLAIN} alone
     * @param payload sealed, or UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Written(Form form, Instant at, long id, int count, Optional<MemberId> about, byte[] payload)
            implements Line {
        public Written {
            require(isWithin(1, count, 255), "count", "1 to 255");
            require(about.isEmpty() == (form == Form.PLAIN), "about", "a member, or the form for none");
        }

        Written with(byte[] more) {
            return new Written(form, at, id, count, about, more);
        }

        @Override
        public byte[] bytes() {
            var sub = about.map(Line::bytes).orElse(new byte[1]);
            return head(form.kind, at, 9 + sub.length + payload.length)
                    .putLong(id)
                    .put((byte) count)
                    .put(sub)
                    .put(payload)
                    .array();
        }
    }

    private static ByteBuffer said(byte kind, Instant at, UUID writer, int turn, int more) {
        return head(kind, at, 20 + more)
                .putLong(writer.getMostSignificantBits())
                .putLong(writer.getLeastSignificantBits())
                .putInt(turn);
    }

    private static ByteBuffer head(byte kind, Instant at, int more) {
        return ByteBuffer.allocate(10 + more).put(FORM).put(kind).putLong(at.toEpochMilli());
    }

    /** Reads a line; empty if it is none of a form that we know. */
    static Optional<Line> parse(byte[] bytes) {
        try {
            var in = ByteBuffer.wrap(bytes);
            if (in.get() != FORM) return Optional.empty();
            var kind = in.get();
            var at = Instant.ofEpochMilli(in.getLong());
            var line = switch (kind) {
                case Lease.KIND -> new Lease(uuid(in), in.getInt(), at, in.getInt());
                case Close.KIND -> new Close(uuid(in), in.getInt(), at);
                default -> written(Form.of(kind), at, in);
            };
            return in.hasRemaining() ? Optional.empty() : Optional.of(line);
        } catch (BufferUnderflowException | IllegalArgumentException notALine) {
            return Optional.empty();
        }
    }

    private static UUID uuid(ByteBuffer in) {
        return new UUID(in.getLong(), in.getLong());
    }

    private static Written written(Form form, Instant at, ByteBuffer in) {
        var id = in.getLong();
        var count = Byte.toUnsignedInt(in.get());
        var about = member(in);
        var payload = new byte[in.remaining()];
        in.get(payload);
        return new Written(form, at, id, count, about, payload);
    }

    /** With its length before it; a UUID, as pools name people, takes less than its letters. */
    private static byte[] bytes(MemberId member) {
        var uuid = uuid(member.value());
        if (uuid.isPresent()) {
            return ByteBuffer.allocate(1 + 2 * Long.BYTES)
                    .put((byte) UUID_SUB)
                    .putLong(uuid.get().getMostSignificantBits())
                    .putLong(uuid.get().getLeastSignificantBits())
                    .array();
        }
        var text = member.value().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(1 + text.length)
                .put((byte) text.length)
                .put(text)
                .array();
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text))
                    .filter(uuid -> uuid.toString().equals(text));
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }

    private static Optional<MemberId> member(ByteBuffer in) {
        var length = Byte.toUnsignedInt(in.get());
        if (length == 0) return Optional.empty();
        if (length == UUID_SUB) return Optional.of(new MemberId(uuid(in).toString()));
        var text = new byte[length];
        in.get(text);
        return Optional.of(new MemberId(new String(text, StandardCharsets.US_ASCII)));
    }
}
