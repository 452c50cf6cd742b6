package io.cloakroom.record;

import java.util.regex.Pattern;

/** What is left to see of a secret. The length of what is hidden is hidden too. */
public enum Mask {
    /** Nothing. */
    HIDDEN {
        @Override
        public String apply(String value) {
            return DOTS;
        }
    },
    /** The last four characters; nothing if fewer than four stay hidden. */
    LAST_4 {
        @Override
        public String apply(String value) {
            var shown = value.codePointCount(0, value.length()) >= 2 * SHOWN ? SHOWN : 0;
            return DOTS + value.substring(value.offsetByCodePoints(value.length(), -shown));
        }
    },
    /** The year of an ISO 8601 date; nothing of anything else. */
    YEAR_ONLY {
        @Override
        public String apply(String value) {
            return DATE.matcher(value).matches() ? value.substring(0, 4) + "-••-••" : DOTS;
        }
    };

    private static final int SHOWN = 4;
    private static final String DOTS = "••••";
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    public abstract String apply(String value);
}
