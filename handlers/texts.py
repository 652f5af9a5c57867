"""Reads from disk what people read: sentences and interview scripts."""

from pathlib import Path


def read_locales(directory: Path) -> dict[str, dict[str, str]]:
    """`{language: {file name: text}}` of every `.ftl` file, for `Catalog.load`."""
    return {
        language.name: {
            file.name: file.read_text(encoding="utf-8") for file in sorted(language.glob("*.ftl"))
        }
        for language in sorted(directory.iterdir(), reverse=True)  # vi first
        if language.is_dir()
    }


def read_scripts(directory: Path) -> dict[str, str]:
    """`{file name: text}` of every script; the name without its folder is what messages cite."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(directory.glob("*.toml"))}
