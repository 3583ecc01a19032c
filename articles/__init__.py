"""From a file, a page, a feed or a stream to an ``Article``: clean text, title, source, date.

No screen, no database. Submodules are imported by name: ``reading`` opens sources, ``blocks`` says what each line is,
``visible`` what may be shown of it, ``decoding`` what may be stored of it.
"""
