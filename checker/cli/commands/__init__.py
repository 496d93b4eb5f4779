"""Commands (命令): one module a command, with ``command()`` that builds it."""
