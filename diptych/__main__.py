"""``diptych`` and ``python -m diptych``: runs the command line, and turns every error into a sentence."""

from __future__ import annotations

import errno
import sys


def main() -> None:
    """Run; exit codes: 0 done, 1 the work failed, 2 wrong use."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if any(stream is None or stream.encoding != "utf-8" for stream in streams):
        from diptych.commands.streams import mend_streams

        mend_streams()
    from diptych.commands import splash

    code = 0
    try:
        splash.show(sys.argv[1:])
        code = _run()
    except KeyboardInterrupt:
        code = _fail("Stopped.", 130)
    finally:
        splash.take_back()
    sys.exit(code)


def _run() -> int:
    import click

    from diptych.commands.group import diptych
    from diptych.errors import DiptychError

    try:
        result = diptych.main(prog_name="diptych", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except DiptychError as error:
        return _fail(str(error), error.exit_code)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        from diptych.commands import splash

        splash.take_back()
        error.show()
        return error.exit_code
    except click.Abort as stop:
        raise KeyboardInterrupt from stop
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None and error.errno in (errno.ENOSPC, errno.EIO):
            from diptych.commands.printing import print_no_more

            print_no_more()
            return _fail(f"What is printed cannot be written ({error.strerror}).", 1)
        from diptych.crash import kept

        return _fail(kept(error), 1)


def _fail(message: str, code: int) -> int:
    from diptych.articles.visible import visible
    from diptych.commands import splash

    splash.take_back()
    print(f"diptych: {visible(message)}", file=sys.stderr)
    return code


if __name__ == "__main__":
    main()
