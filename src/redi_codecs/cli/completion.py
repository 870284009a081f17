"""``redi-codecs completion``: what makes the shell complete commands, options, device ids and names of values."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from redi_codecs.cli.usage import UsageError, add_command

if TYPE_CHECKING:
    from redi_codecs.cli.usage import Commands

__all__ = ["add", "offer"]

DESCRIPTION = """\
Print the script that makes a shell complete redi-codecs when the Tab key is pressed: commands, options, files, and
the ids of devices, quantities, commands and names of values. Once and for all:

  bash   redi-codecs completion bash >> ~/.bashrc
  zsh    redi-codecs completion zsh > ~/.zfunc/_redi-codecs    (a folder of $fpath, before compinit)
  fish   redi-codecs completion fish > ~/.config/fish/completions/redi-codecs.fish"""
EXAMPLE = 'eval "$(redi-codecs completion bash)"'

MISSING = "completion is made by the package argcomplete, which is missing: pip install 'redi-codecs[cli]'"


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "completion",
        help="the script that makes your shell complete redi-codecs",
        description=DESCRIPTION,
        example=EXAMPLE,
    )
    parser.add_argument("shell", metavar="SHELL", choices=("bash", "zsh", "fish"), help="bash, zsh or fish")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    try:
        from argcomplete.shell_integration import shellcode
    except ImportError:
        raise UsageError(MISSING) from None
    print(shellcode(["redi-codecs"], shell=args.shell))
    return 0


def offer(parser: argparse.ArgumentParser) -> None:
    """Answer the shell, if it is the shell that asks: the script calls the command with ``_ARGCOMPLETE`` set."""
    if "_ARGCOMPLETE" not in os.environ:
        return
    try:
        import argcomplete
    except ImportError:  # taken away since: nothing to offer, and nothing to run
        raise SystemExit(1) from None
    argcomplete.autocomplete(parser, always_complete_options=False)
