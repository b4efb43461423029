"""The words people read: Vietnamese as written in the code, English from a catalogue."""

from trackers.words.catalogue import LANGUAGES, current_language, say, use_language

__all__ = ["LANGUAGES", "current_language", "say", "use_language"]
