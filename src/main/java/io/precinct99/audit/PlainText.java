package io.precinct99.audit;

/** Makes text from outside fit for a row: no controls, no invisible or bidirectional formatting, no half characters, bounded. */
final class PlainText {
    private static final int REPLACEMENT = 0xFFFD;

    private PlainText() {}

    /** @param longest in code points; what comes after is left out */
    static String of(String text, int longest) {
        StringBuilder plain = new StringBuilder(Math.min(text.length(), longest));
        text.codePoints().limit(longest).map(PlainText::visible).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static int visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> REPLACEMENT;
            default -> codePoint;
        };
    }
}
