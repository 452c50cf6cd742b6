package io.cloakroom.ledger;

import io.cloakroom.ledger.Finding.AtWork;
import io.cloakroom.ledger.Finding.Gap;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Who has written, in all shards together. A writer that lost its place goes on in another shard with what it had taken, so
 * only its latest lease says what may be missing.
 */
final class Writers {
    private final Map<UUID, Writer> latest = new LinkedHashMap<>();

    /** What a writer has said, and what it has written since. */
    static final class Writer {
        private final int shard;
        private final int turn;
        private Instant last;
        private int left;

        private Writer(int shard, int turn, Instant last, int left) {
            this.shard = shard;
            this.turn = turn;
            this.last = last;
            this.left = left;
        }

        void wrote(Line.Written line) {
            last = line.at();
            left -= line.count();
        }

        private Finding finding(Instant now) {
            return last.isBefore(now.minus(ShardWriter.QUIET)) ? new Gap(shard, last, left) : new AtWork(shard, last);
        }
    }

    /** @return whose the lines behind it are */
    Writer begin(int shard, Line.Lease lease) {
        var writer = new Writer(shard, lease.turn(), lease.at(), lease.entries());
        say(lease.writer(), writer);
        return writer;
    }

    void end(int shard, Line.Close close) {
        say(close.writer(), new Writer(shard, close.turn(), close.at(), 0));
    }

    private void say(UUID writer, Writer word) {
        latest.merge(writer, word, (known, more) -> more.turn > known.turn ? more : known);
    }

    /** All shards have been looked through. */
    List<Finding> findings(Instant now) {
        return latest.values().stream()
                .filter(writer -> writer.left > 0)
                .map(writer -> writer.finding(now))
                .toList();
    }
}
