"""JSON: every relation judged, for other programs; ``report.schema.json`` states its shape.

Numbers are strings with the digits as printed: a JSON number would lose 97.20 to 97.2.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import TextIO

from checker.arithmetic.expression import Attainable
from checker.arithmetic.localise import Change, Explanation
from checker.arithmetic.verdict import Judgement
from checker.figure import Figure, Place
from checker.finding import Acceptance, Check
from checker.formula import with_unit
from checker.language import _
from checker.report import DocumentReport, Report, Unplaced, Unused
from checker.wording import failed, message, unused

NAME = "json"
SCHEMA_VERSION = 1

_EXACT = Context(prec=12, rounding=ROUND_HALF_UP)

Object = Mapping[str, object]


def write(report: Report, stream: TextIO, *, width: int | None, color: bool) -> None:
    """The report, a document and a check at a time."""
    stream.write(f'{{\n "schema_version": {SCHEMA_VERSION},\n')
    stream.write(f' "tool": {_text({"name": "checker", "version": report.version})},\n')
    _array(stream, "documents", (_document(document) for document in report.documents))
    checks = (check for document in report.documents for check in document.checks)
    _array(stream, "checks", (_check(check, report) for check in checks))
    failures = ({"path": failure.path, "reason": failed(failure)} for failure in report.failures)
    _array(stream, "failures", failures)
    _array(stream, "unused_acceptances", map(_unused, report.unused))
    stream.write(f' "unchanged": {report.unchanged}\n}}\n')


def _array(stream: TextIO, name: str, items: Iterable[Object]) -> None:
    stream.write(f' "{name}": [')
    some = False
    for item in items:
        stream.write((",\n  " if some else "\n  ") + _text(item))
        some = True
    stream.write(("\n ]" if some else "]") + ",\n")


def _text(item: Object) -> str:
    """One item on one line: it reads with ``grep``, and without indent the encoder is quick."""
    return json.dumps(item, ensure_ascii=False)


def _document(document: DocumentReport) -> Object:
    screened = {verdict.value: n for verdict, n in document.screened.items() if n}
    return {
        "path": document.path,
        "format": document.format,
        "sha256": document.sha256,
        "title": document.title,
        "department": document.department,
        "fiscal_year": document.fiscal_year,
        "type": document.type,
        "money_unit": document.money_unit,
        "notes": [_(note.message).format(**note.values) for note in document.notes],
        "figures": document.figures,
        "figures_checked": document.figures_checked,
        "unplaced": [_unplaced(item) for item in document.unplaced],
        **({"screened": screened} if screened else {}),
    }


def _unplaced(item: Unplaced) -> Object:
    return {"text": item.figure.text, "reason": item.reason, **_place(item.figure.place)}


def _check(check: Check, report: Report) -> Object:
    judgement = check.judgement
    found: dict[str, object] = {
        "rule": check.rule,
        "relation": check.kind,
        "document": check.document,
        "verdict": check.verdict.value,
        "severity": check.severity.value if check.severity else None,
        "stated": _figure(check.stated),
        "operands": [_operand(figure, check.document) for figure in check.operands],
        "recomputed": _recomputed(judgement, check.stated) if judgement else None,
    }
    reason = judgement.reason if judgement else None
    if reason is None and check.relation is not None:
        reason = check.relation.reason
    if reason is not None:
        found["reason"] = reason.value
    found["message"] = message(check, report.rules.get(check.rule))
    found["suggestions"] = [_suggestion(explanation) for explanation in check.explanations]
    found["fingerprint"] = check.fingerprint
    if check.accepted is not None:
        found["accepted"] = _acceptance(check.accepted)
    return found


def _acceptance(accepted: Acceptance) -> Object:
    said = {"by": accepted.by, "date": accepted.date, "until": accepted.until}
    return {"reason": accepted.reason, **{name: one for name, one in said.items() if one}}


def _unused(one: Unused) -> Object:
    return {
        "fingerprint": one.fingerprint,
        "rule": one.rule,
        "document": one.document,
        "message": unused(one),
    }


def _figure(figure: Figure) -> Object:
    number = figure.number
    nowhere = figure.place == Place(figure.place.document)  # a fact of the document as a whole
    return {
        "text": figure.text,
        "value": None if nowhere else number.digits,
        "unit": number.unit.name if number.unit else None,
        **_place(figure.place),
        "role": figure.term,
    }


def _operand(figure: Figure, document: str) -> Object:
    """An operand, which may stand in another document than its check."""
    other = figure.place.document
    return {**_figure(figure), **({"document": other} if other != document else {})}


def _place(place: Place) -> Object:
    elsewhere = {
        "page": place.page,
        "sheet": place.sheet,
        "cell": place.cell,
        "paragraph": place.paragraph,
        "box": list(place.box) if place.box else None,
        "confidence": place.confidence,
    }
    known = {name: value for name, value in elsewhere.items() if value is not None}
    return {"line": place.line, "start": place.start, "end": place.end, **known}


def _recomputed(judgement: Judgement, stated: Figure) -> Object | None:
    """What was worked out, in the unit of the stated figure (``implied``: of the known one)."""
    number = stated.number
    found: dict[str, object] = {}
    if judgement.value is not None:
        found["value"] = _decimal(judgement.value / number.scale)
        found["low"] = _bound(judgement.low, number.scale)
        found["high"] = _bound(judgement.high, number.scale)
    if judgement.printed is not None:
        found["printed"] = with_unit(judgement.printed, number)
    if judgement.implied is not None and isinstance(judgement.reading, Attainable):
        scale = judgement.reading.known.number.scale
        low, high = judgement.implied
        found["implied"] = {"low": _decimal(low / scale), "high": _decimal(high / scale)}
    return found or None


def _bound(value: Fraction | None, scale: Fraction) -> str | None:
    return None if value is None else _decimal(value / scale)


def _decimal(value: Fraction) -> str:
    """``value`` rounded half up to twelve significant digits, without trailing zeros."""
    rounded = _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _suggestion(explanation: Explanation) -> Object:
    first, *others = explanation.changes
    found = {**_change(first), "mends": explanation.mends}
    if others:
        found["together_with"] = [_change(change) for change in others]
    return found


def _change(change: Change) -> Object:
    return {
        "figure": change.figure.text,
        "should_read": change.should_read,
        "keystroke": change.keystroke.value if change.keystroke else None,
        **_place(change.figure.place),
        "role": change.figure.term,
    }
