"""Great Expectations (GX): every kind of rule as an expectation class of its own.

``import checker.gx`` registers them in any Great Expectations project::

    checker.gx.ExpectRateToEqualRatio(rate="execution_rate", part="executed", wholes=[["budget"]])

Names and fields come from the kinds in ``checker.relations``.  The expectations run on
pandas and Spark; of a Spark batch the columns needed are collected, because relations may
run across rows and exact arithmetic is plain Python.  Figures may be printed texts (97.20%)
or numbers; ``checker.frames`` says what a float loses.  Rows are named by the column ``id``,
else by the index.  Tables that a rule reads besides its own are given by ``beside``.

An expectation fails on ``inconsistent`` and ``truncated``.  Relations within rounding and
those that cannot be assessed pass; they are counted, and COMPLETE names them in ``details``.
"""

from __future__ import annotations

import dataclasses
import json
import os
import types
import typing
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

from great_expectations.compatibility import pydantic
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.expectation_configuration import parse_result_format
from great_expectations.expectations.registry import get_metric_kwargs
from great_expectations.render.components import (
    CollapseContent,
    LegacyDiagnosticRendererType,
    LegacyRendererType,
    RenderedStringTemplateContent,
)
from great_expectations.render.renderer.renderer import renderer
from great_expectations.validator.metric_configuration import MetricConfiguration

from checker.arithmetic.verdict import Verdict
from checker.gx.metric import RelationVerdicts, beside
from checker.gx.wording import expected, observed, unexpected
from checker.relations import kinds, make

__all__ = ["EXPECTATIONS", "RelationExpectation", "beside"]

FAILING = (Verdict.INCONSISTENT, Verdict.TRUNCATED)
TOLD = (Verdict.WITHIN_ROUNDING, Verdict.UNASSESSABLE)


class RelationExpectation(BatchExpectation):
    """勾稽关系: what the expectations of all kinds have in common."""

    metric_dependencies = (RelationVerdicts.metric_name,)
    library_metadata: ClassVar[dict[str, object]] = {
        "maturity": "production",
        "tags": ["cross-field", "performance report"],
        "contributors": [],
        "requirements": [],
        "has_full_test_suite": True,
        "manually_reviewed_code": True,
    }

    @classmethod
    def is_abstract(cls) -> bool:
        """What has no fields of its own is not registered."""
        return not cls.success_keys

    @pydantic.root_validator(skip_on_failure=True)
    def _fits(cls, values: dict[str, Any]) -> dict[str, Any]:
        make(cls.expectation_type, {name: values[name] for name in cls.success_keys})
        return values

    def get_validation_dependencies(
        self, execution_engine: Any = None, runtime_configuration: Any = None
    ) -> Any:
        """The one metric, told by which kind to judge."""
        found = super().get_validation_dependencies(execution_engine, runtime_configuration)
        name = RelationVerdicts.metric_name
        domain = get_metric_kwargs(name, self.configuration, runtime_configuration)
        kwargs = {field: getattr(self, field) for field in self.success_keys}
        found.set_metric_configuration(
            metric_name=name,
            metric_configuration=MetricConfiguration(
                metric_name=name,
                metric_domain_kwargs=domain["metric_domain_kwargs"],
                metric_value_kwargs={"rule": json.dumps([self.expectation_type, kwargs])},
            ),
        )
        return found

    def _validate(
        self, metrics: Any, runtime_configuration: Any = None, execution_engine: Any = None
    ) -> dict[str, object]:
        judged = metrics[RelationVerdicts.metric_name]
        counted = Counter(verdict for _row, verdict in judged)
        failing = [{"id": row, "verdict": one} for row, one in judged if one in FAILING]
        wanted = parse_result_format((runtime_configuration or {}).get("result_format", "BASIC"))
        result: dict[str, object] = {
            "observed_value": {one.value: counted[one] for one in Verdict},
            "element_count": len(judged),
            "unexpected_count": len(failing),
            "partial_unexpected_index_list": failing[: wanted["partial_unexpected_count"]],
        }
        if wanted["result_format"] == "COMPLETE":
            result["unexpected_index_list"] = failing
            result["details"] = {
                one.value: [{"id": row} for row, verdict in judged if verdict == one]
                for one in TOLD
            }
        return {"success": not failing, "result": result}

    @classmethod
    def _prescriptive_template(cls, renderer_configuration: Any) -> Any:
        renderer_configuration.template_str = cls._expected(renderer_configuration.kwargs)
        return renderer_configuration

    @classmethod
    @renderer(renderer_type=LegacyRendererType.PRESCRIPTIVE)
    def _prescriptive_renderer(
        cls,
        configuration: Any = None,
        result: Any = None,
        runtime_configuration: Any = None,
        **_: Any,
    ) -> list[RenderedStringTemplateContent]:
        """The text on a Data Docs page: the rule's code and title, then what is expected."""
        configuration = configuration or result.expectation_config
        meta = configuration.meta or {}
        title = meta.get("title") or ""
        named = title.get("zh", "") if isinstance(title, dict) else str(title)
        head = " ".join(filter(None, (meta.get("code"), named)))
        text = "：".join(filter(None, (head, cls._expected(configuration.kwargs))))
        template: dict[str, Any] = {
            "template": text.replace("$", "$$"),
            "params": {},
            "styling": (runtime_configuration or {}).get("styling"),
        }
        return [RenderedStringTemplateContent(template)]

    @classmethod
    @renderer(renderer_type=LegacyDiagnosticRendererType.OBSERVED_VALUE)
    def _diagnostic_observed_value_renderer(
        cls,
        configuration: Any = None,
        result: Any = None,
        runtime_configuration: Any = None,
        **_: Any,
    ) -> str:
        counted = (result.result if result else {}).get("observed_value") or {}
        return observed(counted) or "--"

    @classmethod
    @renderer(renderer_type=LegacyDiagnosticRendererType.UNEXPECTED_STATEMENT)
    def _diagnostic_unexpected_statement_renderer(
        cls,
        configuration: Any = None,
        result: Any = None,
        runtime_configuration: Any = None,
        **_: Any,
    ) -> list[RenderedStringTemplateContent | CollapseContent]:
        """The rows that fail; GX's own text where an exception was raised."""
        if result is None or result.success:
            return []
        failing = result.result.get("partial_unexpected_index_list")
        if failing is None:
            return super()._diagnostic_unexpected_statement_renderer(result=result)
        template = {"template": unexpected(failing).replace("$", "$$"), "params": {}}
        return [RenderedStringTemplateContent(template)]

    @classmethod
    def _expected(cls, kwargs: Mapping[str, Any]) -> str:
        term = (cls.__doc__ or "").partition(":")[0]
        own = {name: value for name, value in kwargs.items() if name in cls.success_keys}
        return expected(cls.expectation_type, term, own)


def _expectation(kind: Any) -> type[RelationExpectation]:
    """The expectation class of a kind; defining it registers it."""
    hints = typing.get_type_hints(kind)
    fields = {field.name: field for field in dataclasses.fields(kind)}
    namespace: dict[str, object] = {
        "__module__": __name__,
        "__doc__": kind.__doc__,
        "__annotations__": {name: _type(hints[name]) for name in fields},
        "success_keys": tuple(fields),
        "args_keys": tuple(fields),
    }
    for name, field in fields.items():
        if field.default is not dataclasses.MISSING:
            namespace[name] = _lists(field.default)
    title = "".join(map(str.capitalize, kind.TYPE.split("_")))
    return type(title, (RelationExpectation,), namespace)


def _type(hint: Any) -> Any:
    """A field's type as GX's models and JSON have it: lists, not tuples."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return typing.Union[tuple(map(_type, inside))]  # noqa: UP007
    if origin is tuple:
        return types.GenericAlias(list, (_type(inside[0]),))
    if origin is not None and origin is not typing.Literal:
        return types.GenericAlias(dict, (str, _type(inside[1])))
    strict = {str: pydantic.StrictStr, int: pydantic.StrictInt, bool: pydantic.StrictBool}
    return strict.get(hint, hint)


def _lists(value: object) -> object:
    return list(map(_lists, value)) if isinstance(value, tuple) else value


EXPECTATIONS: Mapping[str, type[RelationExpectation]] = {
    name: _expectation(kind) for name, kind in kinds().items()
}
globals().update({one.__name__: one for one in EXPECTATIONS.values()})

if TYPE_CHECKING:

    def __getattr__(name: str) -> type[RelationExpectation]: ...
