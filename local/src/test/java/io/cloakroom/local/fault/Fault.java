package io.cloakroom.local.fault;

import java.time.Duration;

/** How a system behind a {@link TcpProxy} misbehaves. */
public sealed interface Fault {
    /** It does not. */
    record None() implements Fault {}

    /** Each piece of an answer comes so much later. */
    record Latency(Duration each) implements Fault {}

    /** Connections are reset as soon as they are there. */
    record Refusal() implements Fault {}

    /** Connections are accepted, requests taken, and nothing ever comes back. */
    record Silence() implements Fault {}

    /** Whatever is asked, these bytes are the answer, and then the connection ends. */
    record Garbage(String bytes) implements Fault {}

    /** Each connection is reset after so many bytes of answers. */
    record CutOff(long afterBytes) implements Fault {}
}
