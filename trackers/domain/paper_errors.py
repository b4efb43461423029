"""What goes wrong with the templates of papers."""

from trackers.domain.errors import DomainError


class TemplateError(DomainError):
    """Base of what goes wrong with a template of Word."""


class NotATemplate(TemplateError):
    """The file is no document of Word (.docx), or it is damaged."""


class TemplateTooLarge(TemplateError):
    """The document, or what it unpacks to, is larger than a template needs to be."""


class TemplateForbidden(TemplateError):
    """The document carries `what`, which could do more than be read."""


class FieldUnknown(TemplateError):
    """The template names a field that there is not; `near` is the most similar one."""


class FieldMisplaced(TemplateError):
    """A table has to stand alone in its paragraph, written {{p name }}; other fields must not."""


class TagWrong(TemplateError):
    """What stands between braces at `tag` is not understood, or does more than show and repeat."""


class PaperTooLong(TemplateError):
    """Filled in, the document would be longer than anybody could print."""
