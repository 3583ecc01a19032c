"""The reader: articles side by side, a cursor of one sentence, marks in a gutter."""
