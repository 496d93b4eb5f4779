"""A statcheck for government performance reports (绩效自评报告数据勾稽核对)."""

__version__ = "0.1.0"
