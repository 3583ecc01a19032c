"""``diptych`` itself: finds the command, or takes what it got as reports to read."""

from __future__ import annotations

from importlib import import_module

import click
from click_default_group import DefaultGroup

from diptych import __version__

COMMANDS = {
    "demo": "demo",
    "read": "read",
    "annotate": "annotate",
    "library": "library",
    "add": "add",
    "analyse": "analyse",
    "compare": "compare",
    "versions": "versions",
    "export": "export",
    "import": "import_",
    "merge": "merge",
    "formats": "formats",
    "labels": "labels",
    "keys": "keys",
    "stats": "stats",
    "agreement": "agreement",
    "log": "log",
    "doctor": "doctor",
}
"""Command → its module, in the order of ``diptych --help``."""


SHARED = {"--db", "--annotator", "--keymap", "--labels"}
"""Options with a value that most commands take. People also write them before the command, as with git."""


def command_first(args: list[str]) -> list[str]:
    """``--db PATH stats`` as ``stats --db PATH``, and ``--db PATH`` alone as the library's; anything else as it is."""
    at = 0
    while at < len(args) and args[at].partition("=")[0] in SHARED:
        at += 1 if "=" in args[at] else 2
    if at and at == len(args):
        return ["library", *args]
    if 0 < at < len(args) and args[at] in COMMANDS:
        return [args[at], *args[:at], *args[at + 1 :]]
    return args


class CommandsByNeed(DefaultGroup):  # type: ignore[misc]
    """Imports a command's module only when it is called; ``diptych PATH`` means ``diptych read PATH``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Shared options may stand before the command as well as behind it."""
        parsed: list[str] = super().parse_args(ctx, command_first(args))
        return parsed

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; whoever read its output and has enough, as `head` does, makes no error of it."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            from diptych.commands.printing import print_no_more

            print_no_more()
            return 0

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, the main ones first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; anything else is read as a source."""
        if cmd_name in COMMANDS:
            module = import_module(f"diptych.commands.{COMMANDS[cmd_name]}")
            command: click.Command = module.command
            return command
        ctx.arg0 = cmd_name  # type: ignore[attr-defined]  # DefaultGroup puts it back before the arguments
        return self.get_command(ctx, self.default_cmd_name)


@click.group(
    cls=CommandsByNeed,
    default="read",
    default_if_no_args=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="diptych")
@click.pass_context
def diptych(ctx: click.Context) -> None:
    """Read reports of one story side by side, tag claims with single keys, export data sets.

    `diptych FILE FILE` opens two reports; `diptych` alone opens your library; `diptych demo` opens samples.
    """
    if ctx.invoked_subcommand is None:
        from diptych.commands.library import command

        ctx.invoke(command)
