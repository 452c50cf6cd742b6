package io.cloakroom.userpool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** As much of an SMTP server (RFC 5321) as a client needs to hand over a mail. */
final class MailServerStandIn implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> mails = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean isRefusing;

    MailServerStandIn() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException fault) {
            throw new AssertionError("no mail server", fault);
        }
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Takes no recipient any more, or takes them again. */
    void refuse(boolean refuses) {
        isRefusing = refuses;
    }

    /** Envelopes and contents as they came. */
    List<String> mails() {
        return List.copyOf(mails);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var client = socket.accept()) {
                talk(client);
            } catch (IOException gone) {
                // The next one, if there is one.
            }
        }
    }

    private void talk(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        say(client, "220 stand-in");
        var mail = new StringBuilder();
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var verb = line.split("[ :]", 2)[0];
            if (verb.equals("RCPT") && isRefusing) say(client, "550 nobody here");
            else if (verb.equals("DATA")) mail.append(content(client, in));
            else if (verb.equals("QUIT")) break;
            else say(client, "250 yes");
            if (verb.equals("RCPT") || verb.equals("MAIL")) mail.append(line).append('\n');
        }
        if (mail.indexOf("Subject:") >= 0) mails.add(mail.toString());
        say(client, "221 bye");
    }

    private static String content(Socket client, BufferedReader in) throws IOException {
        say(client, "354 go on");
        var content = new StringBuilder();
        for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            content.append(line).append('\n');
        }
        say(client, "250 taken");
        return content.toString();
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }
}
