package io.precinct99;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LastWordsTest {
    private final Logger root = Logger.getAnonymousLogger();
    private final Logger ours = Logger.getAnonymousLogger();
    private final List<String> heard = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            heard.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final LastWords lastWords;

    LastWordsTest() {
        ours.setParent(root);
        root.setUseParentHandlers(false);
        root.addHandler(handler);
        lastWords = new LastWords(root, ours);
    }

    @Test
    void whatWeSayIsHeardAfterTheHandlersAreGone() {
        root.removeHandler(handler); // as the JVM does when it ends
        lastWords.allow();
        ours.info("the last word");
        root.info("somebody else's");
        assertThat(heard).containsExactly("the last word");
    }

    @Test
    void nothingIsSaidTwiceWhereTheServerGoesOn() {
        lastWords.allow();
        ours.info("stopped by a reload");
        assertThat(heard).containsExactly("stopped by a reload");
    }
}
