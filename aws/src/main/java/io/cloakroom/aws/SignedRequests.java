package io.cloakroom.aws;

import io.cloakroom.aws.KeptConnection.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Requests to DynamoDB that we sign and send ourselves, each once. */
final class SignedRequests implements AutoCloseable {
    private final AwsCredentialsProvider credentials;
    private final RequestSigner signer;
    private final KeptConnections connections;
    private final String host;

    /** @param endpoint without a path */
    SignedRequests(String region, URI endpoint, AwsCredentialsProvider credentials) {
        this.credentials = credentials;
        this.signer = new RequestSigner(region, Clock.systemUTC());
        this.connections = new KeptConnections(endpoint);
        this.host = endpoint.getAuthority();
    }

    /**
     * The whole answer, whatever its status.
     *
     * @param operation as DynamoDB calls it, such as {@code GetItem}
     * @param body up to {@link KeptConnection#REQUEST_BYTES_MAX} bytes
     * @throws software.amazon.awssdk.core.exception.SdkException if there are no credentials
     */
    Answer exchange(String operation, byte[] body) throws IOException {
        return connections.exchange(request(operation, body), DynamoDb.ATTEMPT_WITHIN);
    }

    private byte[] request(String operation, byte[] body) {
        var headers = new TreeMap<>(Map.of(
                "content-type",
                "application/x-amz-json-1.0",
                "host",
                host,
                "x-amz-target",
                "DynamoDB_20120810." + operation));
        var text = new StringBuilder("POST / HTTP/1.1\r\n");
        signer.signed(credentials.resolveCredentials(), headers, body)
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        text.append("content-length: ").append(body.length).append("\r\n\r\n");
        var head = text.toString().getBytes(StandardCharsets.UTF_8);
        var request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    @Override
    public void close() {
        connections.close();
    }
}
