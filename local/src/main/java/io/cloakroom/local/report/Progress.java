package io.cloakroom.local.report;

/** Hears how far a part has come. Stages may overlap, and each may be reported from a thread of its own. */
public interface Progress {
    /**
     * A stage begins.
     *
     * @param name what is being done, a few words without a verb: "MariaDB", "WordPress packages"
     */
    Stage begin(String name);

    /** One piece of work. Closed without {@link #done}, it has failed. */
    interface Stage extends AutoCloseable {
        /**
         * How much of it is there.
         *
         * @param total 0 if nobody knows
         */
        void bytes(long soFar, long total);

        /** @param result what there is now, a few words: "6.8.12, 22.4 MB"; may be empty */
        void done(String result);

        @Override
        void close();
    }

    /** For those who need not know. */
    static Progress silent() {
        return _ -> new Stage() {
            @Override
            public void bytes(long soFar, long total) {}

            @Override
            public void done(String result) {}

            @Override
            public void close() {}
        };
    }
}
