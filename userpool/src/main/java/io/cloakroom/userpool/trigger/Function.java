package io.cloakroom.userpool.trigger;

import java.time.Duration;

/** A function that can be asked. */
interface Function {
    /** Cognito's limit for one try. */
    Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    /** A longer answer is none; Lambda's own limit is six times as high. */
    int ANSWER_BYTES_MAX = 1 << 20;

    String TIMED_OUT = "Socket timeout while invoking Lambda function";

    Reply call(byte[] event);
}
