package io.cloakroom.userpool.pages;

import io.nayuki.qrcodegen.QrCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A QR code as an SVG picture in a {@code data:} address: drawn here, so that the page needs no script for it. */
public final class QrPicture {
    /** Cameras look for an empty margin of four modules. */
    private static final int MARGIN = 4;

    private QrPicture() {}

    public static String of(String text) {
        var svg = svg(QrCode.encodeText(text, QrCode.Ecc.MEDIUM));
        return "data:image/svg+xml;base64,"
                + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.US_ASCII));
    }

    private static String svg(QrCode code) {
        var side = code.size + 2 * MARGIN;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side
                + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + "v" + side
                + "H0z\"/><path d=\"" + modules(code) + "\"/></svg>";
    }

    private static String modules(QrCode code) {
        var path = new StringBuilder();
        for (var y = 0; y < code.size; y++) {
            for (var x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) path.append("M%d %dh1v1h-1z".formatted(x + MARGIN, y + MARGIN));
            }
        }
        return path.toString();
    }
}
